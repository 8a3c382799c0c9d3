package org.medaid.party;

/** As the identity number says. */
public enum Sex {
    FEMALE("女"),
    MALE("男");

    private final String chineseName;

    Sex(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}

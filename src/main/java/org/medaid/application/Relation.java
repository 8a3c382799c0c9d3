package org.medaid.application;

import java.util.Optional;
import java.util.stream.Stream;

/** How somebody of a household is related to the applicant. */
public enum Relation {
    SELF("本人"),
    SPOUSE("配偶"),
    CHILD("子女"),
    PARENT("父母"),
    GRANDPARENT("祖父母、外祖父母"),
    GRANDCHILD("孙子女、外孙子女"),
    SIBLING("兄弟姐妹"),
    OTHER("其他共同生活成员");

    private final String chineseName;

    Relation(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public static Optional<Relation> of(String code) {
        return Stream.of(values()).filter(relation -> relation.name().equals(code)).findFirst();
    }
}

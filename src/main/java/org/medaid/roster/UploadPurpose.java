package org.medaid.roster;

/** What an uploaded file is for. */
public enum UploadPurpose {
    /** Entries and exits. */
    ROSTER("名单变动"),
    /** Costs of a year known to the insurance, to find people who are not recognised (鲁医保发〔2020〕79号 四(一)). */
    LARGE_COSTS("医疗费用");

    private final String chineseName;

    UploadPurpose(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}

package org.medaid.application.review;

/** Where a review stands. */
public enum ReviewState {
    TO_REVIEW("乡镇（街道）正在复核"),
    TO_EXAMINE("待县级审核"),
    TO_APPROVE("待县级审批"),
    KEPT("继续享受待遇"),
    ENDED("已终止待遇"),
    WITHDRAWN("复核已撤回");

    private final String chineseName;

    ReviewState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public boolean isFinal() {
        return this == KEPT || this == ENDED || this == WITHDRAWN;
    }
}

package org.medaid.application.review;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why somebody on the roster is looked at again, and why an entitlement ends. */
public enum ReviewReason {
    /** The office's period is over. No reason to end anything. */
    PERIODIC("定期复核", false),
    INCOME("收入、财产超过标准", true),
    HOUSEHOLD_CHANGED("家庭成员变化，不再符合条件", true),
    DEATH("死亡", true),
    MOVED_AWAY("户籍或参保关系迁出", true),
    STATUS_LOST("认定部门取消身份", true),
    FRAUD("骗取救助", true),
    /** Somebody said something; what it is, the review finds out. */
    REPORTED("群众反映或数据比对疑点", false);

    private final String chineseName;
    private final boolean ends;

    ReviewReason(String chineseName, boolean ends) {
        this.chineseName = chineseName;
        this.ends = ends;
    }

    public String chineseName() {
        return chineseName;
    }

    /** Whether an entitlement can end for this reason. */
    public boolean ends() {
        return ends;
    }

    public static Optional<ReviewReason> of(String code) {
        return Stream.of(values()).filter(reason -> reason.name().equals(code)).findFirst();
    }

    /** The reasons a clerk opens a review for; the periodic one is the system's. */
    public static List<ReviewReason> forOpening() {
        return List.of(values());
    }

    public static List<ReviewReason> forEnding() {
        return Stream.of(values()).filter(ReviewReason::ends).toList();
    }
}

package org.medaid.workbench.figures.unassisted;

/** Why a bill of an entitled person needs nobody to look into it. */
public enum ExclusionRule {
    ASSISTED("同一单据已经结算救助"),
    IN_PROGRESS("同一单据正在办理"),
    REFUSED("同一单据已审核，不予救助"),
    NO_BURDEN("政策范围内没有个人负担"),
    SMALL_BURDEN("政策范围内个人负担低于本机构核查起点"),
    NON_DESIGNATED("出院当日不是医保定点医疗机构");

    private final String chineseName;

    ExclusionRule(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}

package org.medaid.application;

/** Where an application stands, as the applicant may know it. */
public enum ApplicationState {
    OPENED("已收到申请，正在核对材料"),
    WAITING_FOR_DOCUMENTS("材料不齐，等待补正（办理时限暂停）"),
    STATUS_CHECK("正在向认定部门核对身份"),
    INVESTIGATED("正在调查核实家庭情况"),
    IN_REVIEW("正在组织民主评议"),
    ON_NOTICE("正在公示（办理时限暂停）"),
    TO_DETERMINE("正在由县级医疗保障部门审核认定"),
    APPROVED("已认定为医疗救助对象"),
    REFUSED("未予认定"),
    WITHDRAWN("申请人已撤回");

    private final String chineseName;

    ApplicationState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public boolean isFinal() {
        return this == APPROVED || this == REFUSED || this == WITHDRAWN;
    }
}

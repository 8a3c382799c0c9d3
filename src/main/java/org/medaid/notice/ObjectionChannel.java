package org.medaid.notice;

/** How an objection came in. */
public enum ObjectionChannel {
    PUBLIC_PAGE("公示页面"),
    WINDOW("窗口"),
    IMPORT("导入文件");

    private final String chineseName;

    ObjectionChannel(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }
}

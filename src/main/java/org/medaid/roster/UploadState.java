package org.medaid.roster;

/** How far an uploaded file has come. */
public enum UploadState {
    AWAITING_FILE("等待上传文件"),
    CHECKING("正在检查"),
    REFUSED("文件退回"),
    CHECKED("检查完毕，待确认"),
    TAKING("正在入库"),
    TAKEN("已入库"),
    UNDOING("正在撤销"),
    UNDONE("已撤销");

    private final String chineseName;

    UploadState(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    /** Whether the application is at work on it. */
    public boolean isWorking() {
        return this == CHECKING || this == TAKING || this == UNDOING;
    }
}

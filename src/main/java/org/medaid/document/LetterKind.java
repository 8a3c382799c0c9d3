package org.medaid.document;

/** The kinds of letters and certificates an office issues. Each is numbered apart. */
public enum LetterKind {
    /** 查询公函, to one department. */
    INQUIRY("查询公函", "函", "inquiry"),
    /** 公示, for the board. */
    NOTICE("公示", "示", "notice"),
    /** 一次性告知书: everything that is missing. */
    MISSING_DOCUMENTS("一次性告知书", "告", "missing-documents"),
    /** 认定决定书. */
    APPROVAL("医疗救助对象认定决定书", "认", "approval"),
    /** 不予受理通知书: the application is not taken in. */
    NON_ACCEPTANCE("不予受理通知书", "拒", "non-acceptance"),
    /** 不予认定决定书. */
    REFUSAL("不予认定医疗救助对象决定书", "驳", "refusal"),
    /** 转诊不予备案告知书. */
    REFERRAL_REFUSAL("转诊不予备案告知书", "转", "referral-refusal"),
    /** 停止救助告知书. */
    STOP("停止医疗救助待遇告知书", "停", "stop"),
    /** 医保扶贫就医证 (江人社发〔2018〕567号 附件1). */
    CERTIFICATE("医疗保障精准扶贫就医证", "证", "certificate"),
    /** 一户一档 with one health card per person (江人社发〔2018〕567号 六(四)). */
    HOUSEHOLD_FILE("健康就医档案", "档", "household-file"),
    /** “先诊疗后付费”告知卡, for the hospital at admission (连政办发〔2017〕22号 六(二)). */
    DEPOSIT_WAIVER("“先诊疗后付费”（免缴住院押金）告知卡", "免", "deposit-waiver"),
    /** 结算单, what a hospital is owed for a period; it carries the statement's own number. */
    HOSPITAL_STATEMENT("定点医疗机构结算单", "结", "hospital-statement"),
    /** 追回医疗救助资金决定书: what should not have been paid is claimed back (江人社发〔2018〕567号 五(四)14, 鲁医保发〔2020〕79号 四(三)). */
    RECOVERY_NOTICE("追回医疗救助资金决定书", "追", "recovery-notice");

    private final String title;
    private final String word;
    private final String template;

    LetterKind(String title, String word, String template) {
        this.title = title;
        this.word = word;
        this.template = template;
    }

    /** What stands over the letter. */
    public String title() {
        return title;
    }

    /** The word that stands for the kind in a letter's number. */
    String word() {
        return word;
    }

    String template() {
        return "letters/" + template;
    }
}

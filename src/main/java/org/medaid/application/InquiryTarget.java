package org.medaid.application;

import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.security.Groups;

/** Who is asked about a household's means, and about what. */
@Clause("P3")
public enum InquiryTarget {
    PUBLIC_SECURITY(Groups.DEPARTMENT_PUBLIC_SECURITY, "公安部门", "机动车登记和户籍情况"),
    TAX(Groups.DEPARTMENT_TAX, "税务部门", "个人所得和纳税情况"),
    REAL_ESTATE(Groups.DEPARTMENT_REAL_ESTATE, "不动产登记机构", "房屋和土地登记情况"),
    MARKET_SUPERVISION(Groups.DEPARTMENT_MARKET_SUPERVISION, "市场监管部门", "经营主体登记和投资情况");

    /** Heshan's annex names these four departments; elsewhere the article of recognition carries the letters. */
    static final Citation HESHAN_BASIS = new Citation("鹤府〔2020〕19号", "附件2第4项");

    private final String group;
    private final String chineseName;
    private final String asked;

    InquiryTarget(String group, String chineseName, String asked) {
        this.group = group;
        this.chineseName = chineseName;
        this.asked = asked;
    }

    public String group() {
        return group;
    }

    public String chineseName() {
        return chineseName;
    }

    /** What the department is asked about, as the letter says it. */
    public String asked() {
        return asked;
    }
}

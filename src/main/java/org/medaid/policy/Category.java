package org.medaid.policy;

import java.util.Optional;
import org.medaid.kernel.Clause;

/** The categories of beneficiaries that the five areas' documents name. The order never changes: bit masks rest on it. */
@Clause({"F1", "L1", "H1"})
public enum Category {
    SUBSISTENCE_ALLOWANCE("最低生活保障对象"),
    EXTREME_POVERTY("特困供养人员"),
    SUBSISTENCE_MARGIN("低保边缘对象"),
    ORPHAN("孤儿"),
    LOW_INCOME_FAMILY("低收入家庭成员"),
    POVERTY_ALLEVIATION("精准扶贫重点帮扶对象"),
    OTHER_SPECIAL_HARDSHIP("其他特殊困难人员"),
    ILLNESS_IMPOVERISHED("因病致贫家庭重病患者"),
    CLASS_ONE("一类人员"),
    CLASS_TWO("二类人员"),
    TEMPORARY_ASSISTANCE_SERIOUS_ILLNESS("临时救助对象中的重大病患者"),
    RETRENCHED_WORKER_1960S("20世纪60年代精减退职职工"),
    PREFERENTIAL_TREATMENT("重点优抚对象"),
    HARDSHIP_WORKER("特困职工"),
    NON_RESIDENT_TEMPORARY_ASSISTANCE("非户籍临时救助对象中的重大病患者");

    private final String chineseName;

    Category(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public static Optional<Category> of(String code) {
        return Codes.find(values(), code);
    }
}

package org.medaid.security;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The groups by authority. Their members come from the engine's identity service. */
public final class Groups {

    /** 窗口受理: enters bills, answers the family. */
    public static final String AGENCY_CLERK = "agency-clerk";
    /** 复核: checks what a clerk entered. Never the same person. */
    public static final String AGENCY_CHECKER = "agency-checker";
    /** 专家组组长: draws up the items and closes a review. */
    public static final String REVIEW_CHAIR = "review-chair";
    /** 评审专家. */
    public static final String REVIEW_EXPERT = "review-expert";
    /** 政策管理: enters and approves office parameters, deploys rules. */
    public static final String POLICY_OFFICER = "policy-officer";
    /** 负责人: sees the state of every case of the office. */
    public static final String AGENCY_MANAGER = "agency-manager";
    /** 审计: reads everything of the office, changes nothing. */
    public static final String AUDITOR = "auditor";
    /** 医院医师: writes summaries of patients to be transferred. */
    public static final String HOSPITAL_DOCTOR = "hospital-doctor";
    /** 医院科主任或副主任医师以上: agrees to a transfer. */
    public static final String HOSPITAL_DEPARTMENT_HEAD = "hospital-department-head";
    /** 医院医务科: stamps. */
    public static final String HOSPITAL_MEDICAL_AFFAIRS = "hospital-medical-affairs";
    /** 乡镇（街道）受理: opens applications, answers the family, gives the township's opinion. */
    public static final String TOWNSHIP_CLERK = "township-clerk";
    /** 入户调查: visits households and neighbours. */
    public static final String TOWNSHIP_SURVEYOR = "township-surveyor";
    /** 村（居）民委员会: holds the democratic review, puts the notice on the board. */
    public static final String VILLAGE_COMMITTEE = "village-committee";
    /** 县级审核: examines what the townships send, draws up the determination. */
    public static final String COUNTY_EXAMINER = "county-examiner";
    /** 县级审批: determines; never the person who examined. */
    public static final String COUNTY_APPROVER = "county-approver";
    /** 公安部门: answers letters of inquiry about vehicles and household registration. */
    public static final String DEPARTMENT_PUBLIC_SECURITY = "department-public-security";
    /** 税务部门: answers letters of inquiry about income. */
    public static final String DEPARTMENT_TAX = "department-tax";
    /** 不动产登记机构: answers letters of inquiry about real estate. */
    public static final String DEPARTMENT_REAL_ESTATE = "department-real-estate";
    /** 市场监管部门: answers letters of inquiry about businesses. */
    public static final String DEPARTMENT_MARKET_SUPERVISION = "department-market-supervision";
    /** 民政部门: certifies subsistence allowance, extreme poverty, orphans, low income, retrenched workers. */
    public static final String DEPARTMENT_CIVIL_AFFAIRS = "department-civil-affairs";
    /** 总工会: certifies hardship workers. */
    public static final String DEPARTMENT_TRADE_UNION = "department-trade-union";
    /** 退役军人事务部门: certifies preferential treatment. */
    public static final String DEPARTMENT_VETERANS = "department-veterans";
    /** 扶贫部门: hands over the lists of poverty alleviation. */
    public static final String DEPARTMENT_POVERTY_ALLEVIATION = "department-poverty-alleviation";
    /** 财政部门: records what comes into the special accounts, confirms closings, approves payments and has them paid. */
    public static final String DEPARTMENT_FINANCE = "department-finance";
    /** 卫生健康部门: reviews self-paid cost together with the agency. */
    public static final String DEPARTMENT_HEALTH = "department-health";
    /** An office's own machine caller. */
    public static final String MACHINE_OFFICE = "machine-office";
    /** A hospital's machine caller. */
    public static final String MACHINE_HOSPITAL = "machine-hospital";
    /** 系统管理员: manages users, sees every office, works no case. The engine's own name, which it asks for by itself. */
    public static final String ADMINISTRATOR = "camunda-admin";

    /** The groups of people who work cases or watch over them. */
    public static final List<String> STAFF = List.of(
            AGENCY_CLERK,
            AGENCY_CHECKER,
            REVIEW_CHAIR,
            REVIEW_EXPERT,
            POLICY_OFFICER,
            AGENCY_MANAGER,
            AUDITOR,
            HOSPITAL_DOCTOR,
            HOSPITAL_DEPARTMENT_HEAD,
            HOSPITAL_MEDICAL_AFFAIRS,
            TOWNSHIP_CLERK,
            TOWNSHIP_SURVEYOR,
            VILLAGE_COMMITTEE,
            COUNTY_EXAMINER,
            COUNTY_APPROVER,
            DEPARTMENT_PUBLIC_SECURITY,
            DEPARTMENT_TAX,
            DEPARTMENT_REAL_ESTATE,
            DEPARTMENT_MARKET_SUPERVISION,
            DEPARTMENT_CIVIL_AFFAIRS,
            DEPARTMENT_TRADE_UNION,
            DEPARTMENT_VETERANS,
            DEPARTMENT_POVERTY_ALLEVIATION,
            DEPARTMENT_FINANCE,
            DEPARTMENT_HEALTH);

    /** The groups that take part in recognising a household. */
    public static final List<String> RECOGNITION = List.of(
            TOWNSHIP_CLERK,
            TOWNSHIP_SURVEYOR,
            VILLAGE_COMMITTEE,
            COUNTY_EXAMINER,
            COUNTY_APPROVER,
            DEPARTMENT_PUBLIC_SECURITY,
            DEPARTMENT_TAX,
            DEPARTMENT_REAL_ESTATE,
            DEPARTMENT_MARKET_SUPERVISION,
            DEPARTMENT_CIVIL_AFFAIRS,
            DEPARTMENT_TRADE_UNION,
            DEPARTMENT_VETERANS,
            DEPARTMENT_POVERTY_ALLEVIATION);

    /** The groups of callers that are no people: they have no business on a page. */
    public static final Set<String> MACHINES = Set.of(MACHINE_OFFICE, MACHINE_HOSPITAL);

    /** How the groups of townships begin; a township's code follows. */
    private static final String TOWN = "town-";

    private static final Map<String, String> CHINESE_NAMES = chineseNames();

    private Groups() {}

    /**
     * The group of those who work for one township's people alone, whatever their role, for example {@code town-440784901}. It
     * gives no right; it takes away what belongs to other townships.
     */
    public static String ofTown(String townCode) {
        return TOWN + townCode;
    }

    /** The township whose group this is; empty for any other group. */
    static Optional<String> townOf(String group) {
        return group.startsWith(TOWN) ? Optional.of(group.substring(TOWN.length())) : Optional.empty();
    }

    /** Every group of the application with the name users see, most common first. */
    public static Map<String, String> all() {
        return CHINESE_NAMES;
    }

    /** The name users see; empty for a group that is not the application's. */
    public static Optional<String> chineseName(String group) {
        return Optional.ofNullable(CHINESE_NAMES.get(group));
    }

    private static Map<String, String> chineseNames() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(AGENCY_CLERK, "窗口受理");
        names.put(AGENCY_CHECKER, "复核");
        names.put(REVIEW_CHAIR, "专家组组长");
        names.put(REVIEW_EXPERT, "评审专家");
        names.put(POLICY_OFFICER, "政策管理");
        names.put(AGENCY_MANAGER, "负责人");
        names.put(AUDITOR, "审计");
        names.put(HOSPITAL_DOCTOR, "医院医师");
        names.put(HOSPITAL_DEPARTMENT_HEAD, "医院科主任");
        names.put(HOSPITAL_MEDICAL_AFFAIRS, "医院医务科");
        names.put(TOWNSHIP_CLERK, "乡镇（街道）受理");
        names.put(TOWNSHIP_SURVEYOR, "入户调查");
        names.put(VILLAGE_COMMITTEE, "村（居）民委员会");
        names.put(COUNTY_EXAMINER, "县级审核");
        names.put(COUNTY_APPROVER, "县级审批");
        names.put(DEPARTMENT_PUBLIC_SECURITY, "公安部门");
        names.put(DEPARTMENT_TAX, "税务部门");
        names.put(DEPARTMENT_REAL_ESTATE, "不动产登记机构");
        names.put(DEPARTMENT_MARKET_SUPERVISION, "市场监管部门");
        names.put(DEPARTMENT_CIVIL_AFFAIRS, "民政部门");
        names.put(DEPARTMENT_TRADE_UNION, "总工会");
        names.put(DEPARTMENT_VETERANS, "退役军人事务部门");
        names.put(DEPARTMENT_POVERTY_ALLEVIATION, "扶贫部门");
        names.put(DEPARTMENT_FINANCE, "财政部门");
        names.put(DEPARTMENT_HEALTH, "卫生健康部门");
        names.put(MACHINE_OFFICE, "经办机构接口");
        names.put(MACHINE_HOSPITAL, "医院接口");
        names.put(ADMINISTRATOR, "系统管理员");
        return Collections.unmodifiableMap(names);
    }
}

package org.medaid.security;

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
    /** 医院医务科. */
    public static final String HOSPITAL_MEDICAL_AFFAIRS = "hospital-medical-affairs";
    /** An office's own machine caller. */
    public static final String MACHINE_OFFICE = "machine-office";
    /** A hospital's machine caller. */
    public static final String MACHINE_HOSPITAL = "machine-hospital";

    private Groups() {}
}

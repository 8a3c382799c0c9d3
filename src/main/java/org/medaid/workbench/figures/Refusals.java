package org.medaid.workbench.figures;

import java.util.LinkedHashMap;
import java.util.Map;
import org.medaid.claim.ClaimWording;

/** Why nothing was granted, in words: the reasons of the sheets and those of the steps. */
public final class Refusals {

    private static final Map<String, String> OF_STEPS = Map.of(
            "BILL_REFUSED", "核对单据时不予受理",
            "NOT_RECOGNISED", "审核后未予认定",
            "REFUSED_BY_HOSPITAL", "医院不同意转诊",
            "NOT_FILED", "经办机构不予备案",
            "TOO_LATE", "超过期限申请备案");

    private Refusals() {}

    public static String name(String code) {
        return OF_STEPS.getOrDefault(code, ClaimWording.REASONS.getOrDefault(code, code));
    }

    /** Every reason there is, code → words. */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(ClaimWording.REASONS);
        all.putAll(OF_STEPS);
        return all;
    }
}

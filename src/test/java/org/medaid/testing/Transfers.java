package org.medaid.testing;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;

/** Transfers of patients, form by form, with everybody who has a part in them. */
public final class Transfers {

    private static final String PROCESS = "ReferralProcess";

    private final Office office;

    public Transfers(Office office) {
        this.office = office;
    }

    /**
     * What the family asks for at the window.
     *
     * @param tier3 code of the tier-3 hospital that has to agree, or null
     */
    public static Map<String, Object> request(
            ResidentId resident, String name, String target, String tier2, String tier3) {
        Map<String, Object> request = new HashMap<>();
        request.put("residentId", resident.value());
        request.put("name", name);
        request.put("phone", "13800000000");
        request.put("workUnit", "");
        request.put("diagnosis", "样本诊断");
        request.put("targetHospital", target);
        request.put("tier2Hospital", tier2);
        request.put("tier3Hospital", tier3);
        request.put("emergency", false);
        return request;
    }

    /** What the attending doctor writes. */
    public static final Map<String, String> SUMMARY = Map.of("department", "内科", "summary", "样本摘要", "reason", "样本理由");

    /**
     * Asks at Heshan's window for somebody new, who is on the roster; the request waits for a doctor of the tier-2 hospital.
     *
     * @return the instance
     */
    public static String waiting(Office heshan, Parties parties, Roster roster) {
        return waiting(heshan, parties, roster, "张示例", "H4407842");
    }

    /** As above, for somebody of that name at that tier-2 hospital. */
    public static String waiting(Office heshan, Parties parties, Roster roster, String name, String tier2) {
        ResidentId resident = InventedResidents.next("440784");
        roster.enter(
                PoolingArea.HESHAN,
                new EnterCategory(
                        InventedResidents.registered(parties, resident, name),
                        Category.POVERTY_ALLEVIATION,
                        DateRange.from(LocalDate.of(2019, 1, 1)),
                        "示例名单",
                        "test"));
        return heshan.instance(
                heshan.start("clerk1", PROCESS, request(resident, name, "H4401003", tier2, "H4407033")));
    }

    /** Asks at the window and leads the request through the hospitals' stamps to the filing. */
    public String filed(Map<String, Object> request) {
        String instance = office.instance(office.start("clerk1", PROCESS, request));
        stamped(instance, (String) request.get("tier2Hospital"), "Tier2");
        if (request.get("tier3Hospital") != null) {
            stamped(instance, (String) request.get("tier3Hospital"), "Tier3");
        }
        office.completed("clerk1", instance, "UserTask_FileReferral", decision("FILE"));
        office.completed("checker", instance, "UserTask_ReviewFiling", decision("CONFIRMED"));
        return instance;
    }

    private void stamped(String instance, String hospital, String tier) {
        String users = hospital.toLowerCase();
        office.completed(
                users + "-doctor",
                instance,
                "UserTask_WriteSummary" + tier,
                SUMMARY);
        office.completed(users + "-head", instance, "UserTask_AgreeReferral" + tier, decision("AGREED"));
        office.completed(users + "-office", instance, "UserTask_StampReferral" + tier, decision("STAMPED"));
    }

    private static Map<String, Object> decision(String decision) {
        return Map.of("decision", decision, "opinion", "样本意见");
    }
}

package org.medaid.referral.process;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.medaid.engine.DeployedTables;
import org.medaid.kernel.Citation;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.referral.ReferralRoutes;
import org.medaid.referral.RouteFound;
import org.medaid.referral.RouteFound.Route;
import org.springframework.stereotype.Component;

/** Asks the deployed table {@code referral-route.dmn}. */
@Component
class DmnReferralRoutes implements ReferralRoutes {

    private static final String DECISION = "ReferralRoute";
    /** Jiangmen's own districts (市直, 蓬江, 江海), whose level-3 hospitals are the city's. */
    private static final Set<String> CITY_DISTRICTS = Set.of("440700", "440703", "440704");

    private final DeployedTables tables;

    DmnReferralRoutes(DeployedTables tables) {
        this.tables = tables;
    }

    @Override
    public RouteFound find(PoolingArea area, DivisionCode home, Hospital target, LocalDate on) {
        Map<String, Object> facts = Map.of(
                "area", area.tenantId(),
                "homeDistrict", home.value(),
                "targetPlace", place(home, target),
                "targetDesignated", target.designatedOn(on));
        Map<String, Object> row = tables.row(DECISION, facts)
                .orElseThrow(() -> new IllegalStateException("no row of the table " + DECISION + " fits " + area));
        return new RouteFound(
                Route.valueOf((String) row.get("route")),
                Boolean.TRUE.equals(row.get("tier3Required")),
                new Citation((String) row.get("document"), (String) row.get("article")));
    }

    private static String place(DivisionCode home, Hospital target) {
        String there = target.division().value();
        if (!there.startsWith(home.value().substring(0, 4))) {
            return "OTHER_CITY";
        }
        if (target.level() == 3 && CITY_DISTRICTS.contains(there)) {
            return "CITY_LEVEL_3";
        }
        return there.equals(home.value()) ? "HOME_COUNTY" : "SAME_CITY";
    }
}

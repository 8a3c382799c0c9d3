package org.medaid.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Who has to agree to a transfer, row by row of the deployed table. */
@IntegrationTest
class ReferralRouteTest {

    private static final LocalDate DAY = LocalDate.of(2020, 3, 2);

    @Autowired
    private ReferralRoutes routes;

    @Autowired
    private Parties parties;

    @ParameterizedTest
    @Clause({"R1", "R2", "R6", "R7"})
    @CsvSource({
        // Jiangmen's five counties to the city's own tier-3 hospitals; its own districts need nothing for that.
        "440784, H4407003, IN_CITY,        false, 江人社发〔2018〕567号 五(二)1",
        "440705, H4407033, IN_CITY,        false, 江人社发〔2018〕567号 五(二)1",
        "440781, H4407003, IN_CITY,        false, 江人社发〔2018〕567号 五(二)1",
        "440703, H4407003, NOT_NEEDED,     false, 江人社发〔2018〕567号 五(二)1",
        "440704, H4407033, NOT_NEEDED,     false, 江人社发〔2018〕567号 五(二)1",
        "440784, H4407042, NOT_NEEDED,     false, 江人社发〔2018〕567号 五(二)1",
        "440784, H4407841, NOT_NEEDED,     false, 江人社发〔2018〕567号 五(二)1",
        // Kaiping's central hospital stands beside the tier-2 hospitals.
        "440784, KAIPING-CENTRAL, NOT_NEEDED, false, 江人社发〔2018〕567号 五(二)1",
        "440784, H4401003, OUT_OF_CITY,    true,  江人社发〔2018〕567号 五(二)1",
        "440703, H4403003, OUT_OF_CITY,    true,  江人社发〔2018〕567号 五(二)1",
        "210402, H2104023, NOT_NEEDED,     false, 抚政办发〔2014〕67号 五(二)1",
        "210402, H2104042, NON_DESIGNATED, false, 抚政办发〔2014〕67号 五(二)1",
        "320722, H3207221, NOT_NEEDED,     false, 连政办发〔2017〕22号 六(二)",
        "320722, H3207063, UPPER_LEVEL,    false, 连政办发〔2017〕22号 六(二)",
        "320706, H4401003, UPPER_LEVEL,    false, 连政办发〔2017〕22号 六(二)",
        "370811, H4401003, NOT_PROVIDED,   false, 济医保发〔2020〕28号 一",
    })
    void a_route_follows_from_home_and_hospital(
            String home, String hospital, RouteFound.Route route, boolean tier3Required, String basis) {
        // when
        RouteFound found = find(home, parties.hospital(hospital).orElseThrow());

        // then
        assertThat(found.route()).isEqualTo(route);
        assertThat(found.tier3Required()).isEqualTo(tier3Required);
        assertThat(found.basis().toString()).isEqualTo(basis);
    }

    @Test
    void every_home_and_hospital_has_exactly_one_route() {
        for (String home : new String[] {"210402", "210421", "320703", "320722", "370811", "370826", "440703", "440704", "440705", "440781", "440783", "440784", "440785"}) {
            for (Hospital hospital : parties.searchHospitals("")) {
                assertThat(find(home, hospital).basis()).as(home + " " + hospital.code()).isNotNull();
            }
        }
    }

    private RouteFound find(String home, Hospital hospital) {
        DivisionCode division = new DivisionCode(home);
        return routes.find(PoolingArea.of(division).orElseThrow(), division, hospital, DAY);
    }
}

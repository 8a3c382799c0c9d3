package org.medaid.workbench;

import java.time.LocalDate;
import java.util.List;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.party.Hospital;

/**
 * The hospitals of the demonstration. All are invented but Kaiping's central hospital, which the rules name.
 *
 * <p>A code is an H, the division, and the level.
 */
final class DemonstrationHospitals {

    /** Before the earliest of the areas' rules. */
    private static final LocalDate FROM = LocalDate.of(2014, 1, 1);

    static final List<Hospital> ALL = List.of(
            designated("H2104023", "抚顺市示范第一医院"),
            designated("H2104022", "抚顺市新抚区示范医院"),
            designated("H2104031", "抚顺市东洲区示范卫生院"),
            designated("H2104211", "抚顺县示范镇卫生院"),
            hospital("H2104042", "抚顺市望花区示范非定点医院", List.of()),
            designated("H3207063", "连云港市示范第一医院"),
            designated("H3207032", "连云港市连云区示范医院"),
            designated("H3207221", "东海县示范镇卫生院"),
            designated("H3708113", "济宁市示范第一医院"),
            designated("H3708122", "济宁市兖州区示范医院"),
            designated("H3708261", "微山县示范镇卫生院"),
            designated("H4407003", "江门市示范市直医院"),
            designated("H4407033", "江门市蓬江区示范第一医院"),
            designated("H4407042", "江门市江海区示范医院"),
            designated("H4407812", "台山市示范医院"),
            designated("H4407832", "开平市示范医院"),
            designated("H4407852", "恩平市示范医院"),
            new Hospital(
                    Hospital.KAIPING_CENTRAL,
                    "开平市中心医院",
                    3,
                    new DivisionCode("440783"),
                    List.of(DateRange.from(FROM)),
                    true),
            designated("H4407842", "鹤山市示范医院"),
            designated("H4407841", "鹤山市示范镇卫生院"),
            designated("H4401003", "广州市示范第一医院"),
            designated("H4403003", "深圳市示范第一医院"));

    private DemonstrationHospitals() {}

    private static Hospital designated(String code, String name) {
        return hospital(code, name, List.of(DateRange.from(FROM)));
    }

    private static Hospital hospital(String code, String name, List<DateRange> designations) {
        return new Hospital(
                code, name, code.charAt(7) - '0', new DivisionCode(code.substring(1, 7)), designations, true);
    }
}

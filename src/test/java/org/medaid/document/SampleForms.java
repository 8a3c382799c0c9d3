package org.medaid.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.medaid.document.ReferralFormContent.Wording;
import org.medaid.document.Rendering.Rendered;
import org.medaid.document.SealAnswer.Sealed;

/** Referral forms about invented people, stamped by invented hospitals. */
public final class SampleForms {

    public static final String TIER_2 = "H9988842";
    public static final String TIER_3 = "H9988033";
    public static final String OFFICE = Seals.officeHolder("jining");

    private SampleForms() {}

    public static ReferralFormContent content(boolean tier3) {
        return new ReferralFormContent(
                Wording.ANNEX_2,
                "HS-Z-2026-0007",
                "虚构𬭎",
                "女",
                61,
                Optional.of("13800000000"),
                "440784196503124023",
                Optional.empty(),
                "右上肺占位性病变，性质待查",
                tier3 ? "广州市虚构肿瘤医院" : "江门市虚构中心医院",
                true,
                tier3);
    }

    public static HospitalBox hospital(String name) {
        return new HospitalBox(
                name,
                "胸外科",
                "患者因咳嗽、痰中带血二月余入院。胸部CT示右上肺占位，大小约3.2×2.8cm，边缘毛刺；支气管镜活检未获明确病理。",
                "本院不具备立体定向放射治疗条件，需进一步明确诊断和治疗。",
                "虚构医生",
                LocalDate.of(2026, 3, 9),
                "同意转诊。",
                "虚构主任（副主任医师）",
                LocalDate.of(2026, 3, 9),
                "情况属实，同意转诊。",
                Optional.of("虚构医务"),
                LocalDate.of(2026, 3, 10));
    }

    public static FilingBox filing() {
        return new FilingBox("经审核，同意备案。", "虚构经办", "虚构复核", LocalDate.of(2026, 3, 11), "鹤山市医疗保障经办机构");
    }

    public static byte[] blank(ReferralForms forms, boolean tier3) {
        return ((Rendered) forms.blank(content(tier3))).pdf();
    }

    public static byte[] sealed(SealAnswer answer) {
        assertThat(answer).isInstanceOf(Sealed.class);
        return ((Sealed) answer).pdf();
    }

    /** Out of the city: all three stamps. */
    public static byte[] threeStamps(ReferralForms forms) {
        byte[] first = sealed(forms.stampTier2(blank(forms, true), hospital("鹤山市虚构人民医院"), TIER_2));
        byte[] second = sealed(forms.stampTier3(first, hospital("江门市虚构中心医院"), TIER_3));
        return sealed(forms.stampOffice(second, filing(), OFFICE));
    }
}

package org.medaid.notice.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.kernel.Clause;
import org.medaid.notice.model.Disclosures.Find;
import org.medaid.notice.model.Disclosures.Kind;

@Clause("P5")
class DisclosuresTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "号码440703196503124029。",
        "号码 440703 19650312 4029",
        "号码440703-19650312-402x",
        "号码４４０７０３１９６５０３１２４０２９",
        "2026-03-09 440703196503124029",
        "旧号码440703650312402",
        "<td>440703196503124029</td>"
    })
    void an_identity_number_is_found_however_it_is_written(String text) {
        assertThat(Disclosures.in(text)).extracting(Find::kind).contains(Kind.IDENTITY_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"电话13800138000", "电话 138 0013 8000", "电话+8613800138000", "电话１３８-００１３-８０００"})
    void a_mobile_number_is_found_also_where_a_landline_may_stand(String text) {
        assertThat(Disclosures.besideLandlines(text)).extracting(Find::kind).contains(Kind.PHONE);
    }

    @Test
    void a_landline_is_found_unless_it_may_stand_there() {
        assertThat(Disclosures.in("电话0750-3210000")).extracting(Find::kind).containsExactly(Kind.PHONE);
        assertThat(Disclosures.besideLandlines("电话0750-3210000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "公示期2026年3月9日至2026年3月15日",
        "2026-03-09 至 2026-03-15",
        "JM-G-2026-0001",
        "江医救示〔2026〕第0001号",
        "拨打12345热线"
    })
    void what_a_notice_needs_is_no_find(String text) {
        assertThat(Disclosures.in(text)).isEmpty();
    }
}

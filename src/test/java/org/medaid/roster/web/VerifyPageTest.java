package org.medaid.roster.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.roster.Certificates;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.ui.ExtendedModelMap;

@IntegrationTest
@Clause("P8")
class VerifyPageTest {

    @Autowired
    Certificates certificates;

    @Autowired
    BusinessClock clock;

    @Test
    void one_address_tries_so_many_codes_an_hour_and_no_more() {
        VerifyPage page = new VerifyPage(certificates, clock, 2, true);

        assertThat(tried(page, "10.0.0.1")).isEqualTo(200);
        assertThat(tried(page, "10.0.0.1")).isEqualTo(200);
        assertThat(tried(page, "10.0.0.1")).isEqualTo(429);
        assertThat(tried(page, "10.0.0.2")).isEqualTo(200);
    }

    private static int tried(VerifyPage page, String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        page.verify("AAAAA-AAAAA-AAAAA-AAAAA", new ExtendedModelMap(), request, response);
        return response.getStatus();
    }
}

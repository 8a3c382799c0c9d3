package org.medaid.claim.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.springframework.stereotype.Component;

/** What bills have in the menu. */
@Component
class ClaimMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.WORK, "/claims", "费用救助业务", "全部费用单据和待遇计算单", ClaimAccess::lists),
                new OfficePage(Section.WORK, "/claims/recalculations", "待重新核算的业务", "情况变化后需要重新计算的单据", ClaimAccess::lists));
    }
}

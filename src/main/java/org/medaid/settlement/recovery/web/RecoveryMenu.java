package org.medaid.settlement.recovery.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.medaid.settlement.recovery.RecoveryRights;
import org.springframework.stereotype.Component;

/** What recoveries have in the menu. */
@Component
class RecoveryMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.MONEY, "/recoveries", "追回情况", "多付资金的追回、退回和抵扣", RecoveryRights::reads));
    }
}

package org.medaid.settlement.statement.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.springframework.stereotype.Component;

/** What statements have in the menu. */
@Component
class StatementMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.MONEY, "/hospital-statements", "医院结算单", "按月与医院结算、争议和清算", StatementAccess::reads),
                new OfficePage(Section.MONEY, "/hospital-deductions", "医院扣款和预付款", "扣款、预付款和医院条款", HospitalTermPages::reads));
    }
}

package org.medaid.settlement.payment.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.medaid.settlement.payment.PaymentRights;
import org.springframework.stereotype.Component;

/** What payments have in the menu. */
@Component
class PaymentMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.MONEY, "/payments", "付款情况", "支付单、付款批次和银行结果", PaymentRights::reads),
                new OfficePage(Section.MONEY, "/payments/accounts", "收款账户", "登记和核对收款账户", PaymentRights::reads));
    }
}

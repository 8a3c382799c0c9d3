package org.medaid.referral.web;

import java.util.List;
import org.medaid.referral.DepositWaivers;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.springframework.stereotype.Component;

/** What referrals have in the menu. */
@Component
class ReferralMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.WORK, "/referrals", "转诊备案", "转诊申请、盖章和备案", ReferralAccess::reads),
                new OfficePage(
                        Section.WORK,
                        "/referrals/deposit-waiver",
                        "免缴住院押金告知卡",
                        "为救助对象打印告知卡",
                        user -> ReferralAccess.reads(user) && DepositWaivers.mayIssue(user)));
    }
}

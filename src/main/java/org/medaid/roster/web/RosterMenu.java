package org.medaid.roster.web;

import java.util.List;
import org.medaid.roster.EnteringRights;
import org.medaid.security.CurrentUser;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.springframework.stereotype.Component;

/** What the roster has in the menu. */
@Component
class RosterMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.PEOPLE, "/roster", "救助对象名单", "登记、查询和终止对象身份", RosterMenu::readsRoster),
                new OfficePage(Section.PEOPLE, "/roster/uploads", "名单上报", "成批上报名单和年度费用", RosterMenu::readsRoster),
                new OfficePage(Section.PEOPLE, "/roster/lists", "名单查询与导出", "未参保、变动和高额费用人员", RosterMenu::readsRoster),
                new OfficePage(Section.PEOPLE, "/certificates", "就医证管理", "核发、补发和作废就医证", CertificatePages::reads));
    }

    private static boolean readsRoster(CurrentUser user) {
        return !EnteringRights.reads(user).isEmpty();
    }
}

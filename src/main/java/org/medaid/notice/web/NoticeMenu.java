package org.medaid.notice.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.springframework.stereotype.Component;

/** What notices have in the menu. */
@Component
class NoticeMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.PEOPLE, "/notices/office", "公示管理", "张贴、异议和公示结果", NoticeOfficePages::reads));
    }
}

package org.medaid.application.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.springframework.stereotype.Component;

/** What applications have in the menu. */
@Component
class ApplicationMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.PEOPLE, "/applications", "救助申请", "对象认定的申请和办理进度", ApplicationAccess::lists));
    }
}

package org.medaid.application.review.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.springframework.stereotype.Component;

/** What reviews have in the menu. */
@Component
class RosterReviewMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.PEOPLE, "/roster-reviews", "救助对象复核", "定期和专项复核", RosterReviewAccess::reads));
    }
}

package org.medaid.application.household.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.springframework.stereotype.Component;

/** What households have in the menu. */
@Component
class HouseholdMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.PEOPLE, "/households", "健康就医档案", "家庭医生签约和就医情况", HouseholdPages::reads));
    }
}

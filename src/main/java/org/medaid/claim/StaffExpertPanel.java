package org.medaid.claim;

import java.util.List;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.springframework.stereotype.Component;

/** An office's experts are the members of its expert group. */
@Component
class StaffExpertPanel implements ExpertPanel {

    private final StaffDirectory directory;

    StaffExpertPanel(StaffDirectory directory) {
        this.directory = directory;
    }

    @Override
    public List<Expert> experts(PoolingArea area) {
        return directory.members(Groups.REVIEW_EXPERT, area).stream()
                .map(user -> new Expert(user.id(), user.displayName()))
                .toList();
    }
}

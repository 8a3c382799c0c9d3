package org.medaid.application;

import org.medaid.notice.ObjectionId;

/** What the application tells its process. */
public interface ApplicationCourse {

    void withdrawn(ApplicationId application);

    /**
     * Somebody objected to the notice.
     *
     * @return whether the case is on notice, so that the objection is investigated
     */
    boolean objectionRaised(ApplicationId application, ObjectionId objection);
}

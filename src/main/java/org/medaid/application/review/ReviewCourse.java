package org.medaid.application.review;

/** What a review tells its process. */
public interface ReviewCourse {

    /** A review that nobody's form opened begins its way, in the office's name. */
    void due(RosterReview review);

    void withdrawn(RosterReviewId review);
}

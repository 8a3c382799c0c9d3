package org.medaid.application.persistence;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.application.model.Application;
import org.medaid.policy.Category;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All applications of all areas; callers check the area. */
public interface Applications extends JpaRepository<Application, UUID> {

    /** An office's applications by a part of the number, newest first. */
    List<Application> findByAreaAndNumberContainingIgnoreCaseOrderByOpenedAtDesc(
            String area, String partOfNumber, Pageable page);

    /** The same of some townships. */
    List<Application> findByAreaAndTownCodeInAndNumberContainingIgnoreCaseOrderByOpenedAtDesc(
            String area, Collection<String> towns, String partOfNumber, Pageable page);

    Optional<Application> findByNumber(String number);

    /** The number of an application that is still open and asks the same for the same person. */
    @Query(
            """
            select a.number from Application a join a.members m
             where m.personId = ?1 and m.included = true and a.category = ?2
               and a.state not in (org.medaid.application.ApplicationState.APPROVED,
                                   org.medaid.application.ApplicationState.REFUSED,
                                   org.medaid.application.ApplicationState.WITHDRAWN)
            """)
    List<String> openFor(UUID person, Category category);

    @Query(value = "select nextval('medaid.application_number')", nativeQuery = true)
    long nextNumber();
}

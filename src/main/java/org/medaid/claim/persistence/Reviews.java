package org.medaid.claim.persistence;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.claim.model.Review;
import org.springframework.data.jpa.repository.JpaRepository;

public interface Reviews extends JpaRepository<Review, UUID> {

    Optional<Review> findFirstByClaimIdOrderByRoundDesc(UUID claimId);

    List<Review> findByClaimIdOrderByRound(UUID claimId);
}

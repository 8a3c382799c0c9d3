package org.medaid.application.household;

import java.util.List;

/** What the page about a household hands in, as typed. */
public final class HouseholdForms {

    private HouseholdForms() {}

    /** @param residentId of the head, who must be registered */
    public record Open(String residentId, String address, String phone) {}

    /** @param head id of the person who is the head from now on, one of the present members */
    public record Home(String head, String address, String phone) {}

    /** @param relation to the head, see {@link org.medaid.application.Relation} */
    public record Join(String residentId, String relation) {}

    /** @param lastOn ISO date, the last day in the household */
    public record Leave(String member, String lastOn, String reason) {}

    /**
     * @param groups codes of {@link org.medaid.party.DiseaseGroup}
     * @param hospitalCode where the person is routed to; may be blank
     * @param plan one sentence a line
     */
    public record Card(String person, String conditions, List<String> groups, String hospitalCode, String plan) {

        public Card {
            groups = groups == null ? List.of() : List.copyOf(groups);
        }
    }

    /** @param ownShare what the person would pay and the fund bears, in yuan */
    public record Contract(String person, String doctor, String clinic, String from, String to, String ownShare) {}

    /** @param lastOn ISO date, the last day of the contract */
    public record EndContract(String person, String contract, String lastOn, String reason) {}
}

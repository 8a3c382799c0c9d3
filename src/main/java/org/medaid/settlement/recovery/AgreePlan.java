package org.medaid.settlement.recovery;

import java.util.List;

/**
 * What was agreed on with the person.
 *
 * @param way a {@link RecoveryWay}
 * @param instalments for {@code INSTALMENTS}, in the order of their days
 * @param until for {@code OFFSET}, the day by which all of it has to be set off or paid
 * @param agreement how and when it was agreed on, for example that the person signed
 */
public record AgreePlan(String way, List<Instalment> instalments, String until, String agreement) {

    /** @param amount yuan, more than zero */
    public record Instalment(String dueOn, String amount) {}

    public AgreePlan {
        instalments = instalments == null ? List.of() : instalments;
    }
}

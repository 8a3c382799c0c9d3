package org.medaid.roster;

import java.time.LocalDate;
import org.medaid.kernel.PersonId;

/**
 * Somebody who is on the roster.
 *
 * @param since the first day of the oldest period that still goes on
 */
public record CategoryHolder(PersonId person, LocalDate since) {}

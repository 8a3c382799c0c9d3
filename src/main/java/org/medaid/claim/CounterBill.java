package org.medaid.claim;

import java.util.Optional;
import java.util.UUID;
import org.medaid.party.Hospital;
import org.medaid.party.Person;

/**
 * A bill as a hospital presents it at its own counter.
 *
 * @param person the one who was admitted; the office is the person's
 * @param hospital the treating hospital
 * @param typed the bill; who the person and the hospital are is known from the admission, not from here
 * @param reservation what is held for this very stay since its pre-settlement
 * @param by the sign-in name of the hospital's system
 */
public record CounterBill(Person person, Hospital hospital, EnterBill typed, Optional<UUID> reservation, String by) {}

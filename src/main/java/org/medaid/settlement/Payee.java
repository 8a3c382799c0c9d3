package org.medaid.settlement;

import org.medaid.kernel.PersonId;
import org.medaid.ledger.AccountKind;

/**
 * Whom the office pays.
 *
 * @param id the person's id or the hospital's code, as the books name their holders
 */
public record Payee(Kind kind, String id) {

    /** What a payee is. */
    public enum Kind {
        PERSON("个人", AccountKind.PERSON_PAYABLE),
        HOSPITAL("医院", AccountKind.HOSPITAL_PAYABLE);

        private final String chineseName;
        private final AccountKind owed;

        Kind(String chineseName, AccountKind owed) {
            this.chineseName = chineseName;
            this.owed = owed;
        }

        public String chineseName() {
            return chineseName;
        }

        /** The account of the books in which stands what is owed. */
        public AccountKind owed() {
            return owed;
        }
    }

    public static Payee person(PersonId person) {
        return new Payee(Kind.PERSON, person.toString());
    }

    public static Payee hospital(String code) {
        return new Payee(Kind.HOSPITAL, code);
    }
}

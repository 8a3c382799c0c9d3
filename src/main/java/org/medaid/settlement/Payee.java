package org.medaid.settlement;

import java.util.Arrays;
import java.util.List;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;

/**
 * Whom the office pays.
 *
 * @param id the person's id, the hospital's code, {@link #INSURER} or the county's division code, as the books name their holders
 */
public record Payee(Kind kind, String id) {

    /** How the books name Fushun's contracted insurer: it has one. */
    public static final String INSURER = "INSURER";

    /** The company that 抚政办发〔2014〕67号 五(二)3 names. */
    public static final String INSURER_NAME = "中国人寿保险股份有限公司抚顺分公司";

    /** What a payee is. Who laid money out for the office is owed it in the books like a hospital. */
    public enum Kind {
        PERSON("个人", AccountKind.PERSON_PAYABLE),
        HOSPITAL("医院", AccountKind.HOSPITAL_PAYABLE),
        INSURER("承办保险公司", AccountKind.HOSPITAL_PAYABLE),
        COUNTY("县（区）民政部门", AccountKind.HOSPITAL_PAYABLE);

        private final String chineseName;
        private final AccountKind owed;

        Kind(String chineseName, AccountKind owed) {
            this.chineseName = chineseName;
            this.owed = owed;
        }

        public String chineseName() {
            return chineseName;
        }

        /** Whom an office may have to pay: only Fushun's document knows an insurer and counties that paid the persons. */
        public static List<Kind> of(PoolingArea area) {
            return area == PoolingArea.FUSHUN ? Arrays.asList(values()) : List.of(PERSON, HOSPITAL);
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

    public static Payee insurer() {
        return new Payee(Kind.INSURER, INSURER);
    }

    /** The civil affairs of a county. */
    public static Payee county(DivisionCode county) {
        return new Payee(Kind.COUNTY, county.value());
    }

    public boolean isPerson() {
        return kind == Kind.PERSON;
    }
}

package org.medaid.application.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.UUID;
import org.medaid.application.Relation;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;

/** Somebody of the household, as declared. */
@Embeddable
public class Member {

    @Column(name = "line_no")
    private int lineNo;

    @Column(name = "person_id")
    private UUID personId;

    @Enumerated(EnumType.STRING)
    private Relation relation;

    @Column(name = "annual_income")
    private Money annualIncome;

    private boolean included;

    protected Member() {}

    public Member(int lineNo, PersonId person, Relation relation, Money annualIncome, boolean included) {
        this.lineNo = lineNo;
        this.personId = person.value();
        this.relation = relation;
        this.annualIncome = annualIncome;
        this.included = included;
    }

    public int lineNo() {
        return lineNo;
    }

    public PersonId person() {
        return new PersonId(personId);
    }

    public Relation relation() {
        return relation;
    }

    public Money annualIncome() {
        return annualIncome;
    }

    /** Whether assistance is asked for this member. */
    public boolean included() {
        return included;
    }
}

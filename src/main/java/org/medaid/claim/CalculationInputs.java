package org.medaid.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.Claim;
import org.medaid.claim.model.DecidedExclusion;
import org.medaid.kernel.Money;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.CalculationRequestReader;
import org.medaid.policy.RequestReading;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.Roster;
import org.springframework.stereotype.Component;

/**
 * The calculation's request for a bill, in the very form the machine interface takes: what is stored on a sheet can be
 * sent there again by anybody.
 */
@Component
class CalculationInputs {

    private final ObjectMapper json;
    private final Roster roster;
    private final Parties parties;

    CalculationInputs(ObjectMapper json, Roster roster, Parties parties) {
        this.json = json;
        this.roster = roster;
        this.parties = parties;
    }

    /**
     * Reads a typed bill as a calculation, before anything has been used or excluded.
     *
     * @param referral the one it counts on
     */
    RequestReading preview(
            EnterBill typed, Person person, Hospital hospital, LocalDate discharged, EnterBill.Referral referral) {
        ObjectNode request = json.createObjectNode();
        addPerson(request, person, discharged);
        request.put("careType", typed.careType());
        request.put("admittedOn", typed.admittedOn());
        request.put("dischargedOn", typed.dischargedOn());
        typed.diseases().forEach(request.putArray("diseases")::add);
        request.put("insured", typed.insured());
        request.put("treatedAsInpatient", typed.treatedAsInpatient());
        request.put("emergency", typed.emergency());
        addHospital(request, hospital, discharged);
        addReferral(request, referral.status(), referral.tier2Hospital(), referral.tier3Hospital());
        request.set("amounts", json.valueToTree(typed.amounts()));
        return CalculationRequestReader.read(request);
    }

    /**
     * The full request for a stored bill.
     *
     * @param referral the one the bill counts on
     * @param unreasonable the experts' finding, if there was a review
     * @param yearToDate what has been used, from the locked ledger
     */
    JsonNode of(
            Claim claim, StayReferrals.Found referral, Optional<Money> unreasonable, Map<String, Money> yearToDate) {
        Bill bill = claim.bill();
        return of(
                bill,
                parties.hospital(bill.hospitalCode()).orElseThrow(),
                roster.categoriesOn(bill.person(), bill.dischargedOn()),
                referral,
                claim.exclusions(),
                unreasonable,
                yearToDate);
    }

    /**
     * The full request from what is known already.
     *
     * @param held the categories that the person holds on discharge
     */
    JsonNode of(
            Bill bill,
            Hospital hospital,
            List<CategoryPeriod> held,
            StayReferrals.Found referral,
            List<DecidedExclusion> decided,
            Optional<Money> unreasonable,
            Map<String, Money> yearToDate) {
        ObjectNode request = json.createObjectNode();
        request.put("division", bill.division().value());
        addCategories(request, held);
        request.put("careType", bill.careType());
        request.put("admittedOn", bill.admittedOn().toString());
        request.put("dischargedOn", bill.dischargedOn().toString());
        bill.diseases().forEach(request.putArray("diseases")::add);
        request.put("insured", bill.insured());
        request.put("treatedAsInpatient", bill.treatedAsInpatient());
        request.put("emergency", bill.emergency());
        addHospital(request, hospital, bill.dischargedOn());
        addReferral(request, referral.status(), referral.tier2Hospital(), referral.tier3Hospital());
        // What its provider owes is no cost of the person, and of no fund (江人社发〔2018〕567号 六(三)).
        Bill.BillAmounts amounts = bill.due();
        request.putObject("amounts")
                .put("total", amounts.total().toString())
                .put("inScope", amounts.inScope().toString())
                .put("deductible", amounts.deductible().toString())
                .put("basicPaid", amounts.basicPaid().toString())
                .put("criticalIllnessPaid", amounts.criticalIllnessPaid().toString())
                .put("supplementaryPaid", amounts.supplementaryPaid().toString())
                .put("selfPaid", amounts.selfPaid().toString());
        ArrayNode exclusions = request.putArray("exclusions");
        decided.stream()
                .filter(DecidedExclusion::upheld)
                .forEach(e -> exclusions
                        .addObject()
                        .put("code", e.code())
                        .put("inScope", e.inScope().toString())
                        .put("selfPaid", e.selfPaid().toString()));
        unreasonable.ifPresent(
                amount -> request.putObject("review").put("unreasonableSelfPaid", amount.toString()));
        ObjectNode used = request.putObject("yearToDate");
        yearToDate.forEach((accumulator, amount) -> used.put(accumulator, amount.toString()));
        return request;
    }

    private void addPerson(ObjectNode request, Person person, LocalDate discharged) {
        request.put("division", person.division().value());
        addCategories(request, roster.categoriesOn(person.id(), discharged));
    }

    private static void addCategories(ObjectNode request, List<CategoryPeriod> held) {
        ArrayNode categories = request.putArray("categories");
        held.forEach(period -> categories.add(period.category().name()));
    }

    private static void addHospital(ObjectNode request, Hospital hospital, LocalDate discharged) {
        request.putObject("hospital")
                .put("code", hospital.code())
                .put("level", hospital.level())
                .put("division", hospital.division().value())
                .put("designated", hospital.designatedOn(discharged));
    }

    private static void addReferral(ObjectNode request, String status, String tier2, String tier3) {
        ObjectNode referral = request.putObject("referral").put("status", status);
        if (tier2 != null && !tier2.isBlank()) {
            referral.put("tier2Hospital", tier2);
        }
        if (tier3 != null && !tier3.isBlank()) {
            referral.put("tier3Hospital", tier3);
        }
    }
}

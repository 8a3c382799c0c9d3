package org.medaid.settlement.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Money;
import org.medaid.ledger.Fund;
import org.medaid.ledger.LedgerLine;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.PolicyOfficers;
import org.medaid.security.SignedIn;
import org.medaid.security.StaffDirectory;
import org.medaid.settlement.OfficeBooks;
import org.medaid.settlement.onestop.OneStopOffice;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** What the pages of the books have in common: who may look, and how things are named. */
@Component
class BooksFrame {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy年M月");

    private final SignedIn signedIn;
    private final StaffDirectory staff;
    private final Parties parties;
    private final BusinessClock clock;
    private final boolean demonstration;

    BooksFrame(
            SignedIn signedIn,
            StaffDirectory staff,
            Parties parties,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.signedIn = signedIn;
        this.staff = staff;
        this.parties = parties;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    /** Who is signed in; anybody but a reader of the books is refused. */
    CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!OfficeBooks.mayRead(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    /** The same, for those who close the books. */
    CurrentUser closer() {
        CurrentUser user = reader();
        if (!OfficeBooks.mayClose(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    void into(Model model, CurrentUser user) {
        model.addAttribute("oneStop", OneStopOffice.mayRead(user));
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
        // Finance has its own pages here and none of the cases behind them.
        model.addAttribute("seesCases", PolicyOfficers.mayRead(user));
    }

    /** Without a month, or with something that is none, the current one; nobody keeps books outside these centuries. */
    YearMonth month(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() >= 2000 && month.getYear() <= 2200) {
                return month;
            }
        } catch (DateTimeException noMonth) {
            // The page opens without one.
        }
        return YearMonth.from(clock.today());
    }

    YearMonth thisMonth() {
        return YearMonth.from(clock.today());
    }

    static String name(YearMonth month) {
        return MONTH.format(month);
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** A colleague's name; the sign-in name of somebody who is not known any more. */
    String person(String signInName) {
        return staff.find(signInName).map(CurrentUser::displayName).orElse(signInName);
    }

    /** Whose account it is. A person is found by the case: the books name nobody. */
    String holder(LedgerLine line) {
        return switch (line.kind()) {
            case FUND, FUND_INCOME, SPECIAL_ACCOUNT, CARRIED_FORWARD -> line.fund().chineseName();
            case PERSON_PAYABLE -> "救助对象";
            case INTER_FUND -> fund(line.holder());
            default -> hospital(line.holder());
        };
    }

    /** A hospital's name; what is not a hospital's code is a person's id, which says nothing to a reader. */
    String hospital(String code) {
        return parties.hospital(code).map(Hospital::name).orElse(code.length() == 36 ? "救助对象" : code);
    }

    static Money amount(Money money) {
        return money.isNegative() ? money.negate() : money;
    }

    private static String fund(String code) {
        for (Fund fund : Fund.values()) {
            if (fund.name().equals(code)) {
                return fund.chineseName();
            }
        }
        return code;
    }
}

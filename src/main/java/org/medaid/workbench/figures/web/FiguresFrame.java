package org.medaid.workbench.figures.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.medaid.kernel.BusinessClock;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.security.StaffDirectory;
import org.medaid.workbench.figures.FigureReaders;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** What the pages of the office's figures have in common: who may look, and how people and moments are named. */
@Component
class FiguresFrame {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    private final SignedIn signedIn;
    private final StaffDirectory staff;
    private final boolean demonstration;

    FiguresFrame(
            SignedIn signedIn, StaffDirectory staff, @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.signedIn = signedIn;
        this.staff = staff;
        this.demonstration = demonstration;
    }

    /** Who is signed in; anybody but a manager or an auditor is refused. */
    CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!FigureReaders.mayReadAll(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    /** The same, with the health authority. */
    CurrentUser readerOfHospitals() {
        CurrentUser user = signedIn.user();
        if (!FigureReaders.mayReadHospitals(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    void into(Model model, CurrentUser user) {
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("seesAll", FigureReaders.mayReadAll(user));
        model.addAttribute("demonstration", demonstration);
    }

    static String moment(Instant at) {
        return at == null ? "" : MOMENT.format(at);
    }

    /** A colleague's name; the sign-in name of somebody who is not known any more. */
    String person(String signInName) {
        if (signInName == null || signInName.isEmpty()) {
            return "";
        }
        return "system".equals(signInName)
                ? "系统"
                : staff.find(signInName).map(CurrentUser::displayName).orElse(signInName);
    }
}

package org.medaid.document.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.medaid.api.Tries;
import org.medaid.document.Documents;
import org.medaid.document.SealReport;
import org.medaid.document.SealReport.Examined;
import org.medaid.document.SealReport.Unreadable;
import org.medaid.document.Seals;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * Where anybody learns who stamped a PDF, and whether it is as it was stamped. The form stands on the page where certificates
 * are verified. What is sent is neither kept nor logged.
 */
@Controller
@Clause("R5")
class SealPage {

    static final String PATH = "/verify";

    private static final int REMEMBERED_VISITORS = 50_000;
    /** A file of 20 MB takes a multiple of its size while it is looked at. */
    private static final int AT_ONCE = 2;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm:ss").withZone(BusinessClock.ZONE);

    private final Seals seals;
    private final BusinessClock clock;
    private final Tries tries;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final boolean demonstration;

    /**
     * What the page says about one stamp.
     *
     * @param verdict whether it can be relied on
     * @param findings what a reader has to know, each as a sentence
     */
    record Row(String holder, String moment, String reason, String serial, String verdict, List<String> findings) {}

    SealPage(
            Seals seals,
            BusinessClock clock,
            @Value("${medaid.seal.checks-per-hour:30}") int perHour,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.seals = seals;
        this.clock = clock;
        this.tries = new Tries(perHour, Duration.ofHours(1), REMEMBERED_VISITORS);
        this.demonstration = demonstration;
    }

    @PostMapping(PATH)
    String check(
            @RequestParam(required = false) MultipartFile pdf,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        model.addAttribute("demonstration", demonstration);
        if (!tries.use(request.getRemoteAddr(), clock.now())) {
            return said(model, response, HttpStatus.TOO_MANY_REQUESTS, "核验次数太多，请一小时后再试。");
        }
        if (pdf != null && pdf.getSize() > Seals.LARGEST_BYTES) {
            return said(model, response, HttpStatus.PAYLOAD_TOO_LARGE, Documents.TOO_LARGE);
        }
        if (!places.tryAcquire()) {
            return said(model, response, HttpStatus.SERVICE_UNAVAILABLE, "正在核验的文件较多，请稍后再试。");
        }
        SealReport report;
        try {
            report = seals.check(pdf == null ? new byte[0] : pdf.getBytes());
        } finally {
            places.release();
        }
        if (report instanceof Unreadable unreadable) {
            return said(model, response, HttpStatus.UNPROCESSABLE_ENTITY, unreadable.message());
        }
        Examined examined = (Examined) report;
        model.addAttribute("examined", examined);
        model.addAttribute("rows", examined.seals().stream()
                        .map(seal -> row(seal, examined.unchanged()))
                        .toList());
        model.addAttribute("day", clock.today());
        return "seals/checked";
    }

    private static String said(Model model, HttpServletResponse response, HttpStatus status, String message) {
        response.setStatus(status.value());
        model.addAttribute("problem", message);
        return "seals/checked";
    }

    private static String verdict(SealReport.Seal seal, boolean unchanged) {
        if (!unchanged) {
            return "印章本身没有问题，但是文件已被改动";
        }
        return seal.demonstration() ? "通过（示范印章，没有任何效力）" : "通过";
    }

    private static Row row(SealReport.Seal seal, boolean unchanged) {
        Optional<Instant> at = seal.signedAt();
        boolean sound = seal.intact() && seal.trusted() && seal.valid();
        return new Row(
                seal.holder(),
                at.map(MOMENT::format).orElse("未注明"),
                seal.reason(),
                seal.certificateSerial(),
                sound ? verdict(seal, unchanged) : "不能通过",
                List.of(
                        seal.intact() ? "盖章时的内容没有改动。" : "盖章时的内容已被改动，或者印章数据不完整。",
                        seal.trusted() ? "印章证书由本系统认可的机构签发。" : "印章证书不是由本系统认可的机构签发，不能确认是谁盖的章。",
                        seal.valid() ? "盖章时证书在有效期内。" : "盖章时证书不在有效期内。"));
    }
}

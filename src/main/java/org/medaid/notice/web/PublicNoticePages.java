package org.medaid.notice.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.medaid.api.Tries;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.notice.NoticeId;
import org.medaid.notice.NoticePageWriter;
import org.medaid.notice.NoticeView;
import org.medaid.notice.Notices;
import org.medaid.notice.ObjectionAnswer;
import org.medaid.notice.ObjectionAnswer.Raised;
import org.medaid.notice.ObjectionAnswer.Refused;
import org.medaid.notice.ObjectionChannel;
import org.medaid.notice.Objections;
import org.medaid.notice.RaiseObjection;
import org.medaid.notice.model.NoticeLinks;
import org.medaid.notice.model.Towns;
import org.medaid.notice.model.Towns.County;
import org.medaid.notice.model.Towns.Town;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What everybody may read and object, without signing in, without scripts, on any telephone. */
@RestController
@Clause("P5")
class PublicNoticePages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final NoticeLinks LINKS = NoticeLinks.served();
    private static final Pattern REFERENCE = Pattern.compile("YY-[2-9A-Z]{4}-[2-9A-Z]{4}");
    private static final int REMEMBERED_VISITORS = 50_000;

    private final Notices notices;
    private final Objections objections;
    private final NoticePageWriter pages;
    private final FormTokens tokens;
    private final BusinessClock clock;
    private final Tries tries;

    PublicNoticePages(
            Notices notices,
            Objections objections,
            NoticePageWriter pages,
            FormTokens tokens,
            BusinessClock clock,
            @Value("${medaid.notice.objections-per-hour:10}") int objectionsPerHour) {
        this.notices = notices;
        this.objections = objections;
        this.pages = pages;
        this.tokens = tokens;
        this.clock = clock;
        this.tries = new Tries(objectionsPerHour, Duration.ofHours(1), REMEMBERED_VISITORS);
    }

    @GetMapping("/notices")
    ResponseEntity<String> home(@RequestParam(defaultValue = "") String town) {
        List<County> counties = Towns.of(notices.current());
        for (County county : counties) {
            for (Town found : county.towns()) {
                if (found.key().equals(town)) {
                    return html(HttpStatus.OK, pages.town(county, found, clock.today(), LINKS));
                }
            }
        }
        return html(HttpStatus.OK, pages.home(counties, clock.today(), LINKS));
    }

    @GetMapping("/notices/{id:[0-9a-f-]{36}}")
    ResponseEntity<String> notice(@PathVariable String id) {
        return current(id).map(notice -> html(HttpStatus.OK, pages.notice(notice, LINKS)))
                .orElseGet(this::gone);
    }

    @GetMapping("/notices/{id:[0-9a-f-]{36}}/objections")
    ResponseEntity<String> form(@PathVariable String id, @RequestParam(required = false) String tooLarge) {
        return current(id).map(notice -> form(
                        HttpStatus.OK,
                        notice,
                        tokens.give(notice.id()),
                        "",
                        "",
                        "",
                        tooLarge == null ? Map.of() : Map.of("attachments", "附件太大，没有收到。单个附件不能超过10MB，请缩小后重新填写提交。")))
                .orElseGet(this::gone);
    }

    @PostMapping("/notices/{id:[0-9a-f-]{36}}/objections")
    ResponseEntity<String> raise(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String website,
            @RequestParam(defaultValue = "") String content,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(required = false) List<MultipartFile> attachments,
            HttpServletRequest request)
            throws IOException {
        Optional<NoticeView> found = current(id);
        if (found.isEmpty()) {
            return gone();
        }
        NoticeView notice = found.get();
        FormTokens.Verdict verdict = tokens.judge(notice.id(), token);
        if (verdict == FormTokens.Verdict.UNKNOWN || !website.isEmpty()) {
            return form(HttpStatus.UNPROCESSABLE_ENTITY, notice, tokens.give(notice.id()), content, name, phone,
                    Map.of("form", "页面已经过期或者填写有误，请核对后再次提交。"));
        }
        if (verdict == FormTokens.Verdict.TOO_QUICK) {
            return form(HttpStatus.UNPROCESSABLE_ENTITY, notice, token, content, name, phone,
                    Map.of("form", "提交得太快了，请核对内容，稍等几秒后再次提交。"));
        }
        if (!tries.use(request.getRemoteAddr() + " " + notice.id(), clock.now())) {
            return form(HttpStatus.TOO_MANY_REQUESTS, notice, token, content, name, phone,
                    Map.of("form", "您提交的次数太多，请一小时后再试，或者到窗口提出。"));
        }
        ObjectionAnswer answer = objections.raise(new RaiseObjection(
                notice.id(),
                ObjectionChannel.PUBLIC_PAGE,
                Optional.of(name),
                Optional.of(phone),
                content,
                clock.today(),
                files(attachments),
                Optional.of(token),
                Objections.VISITOR));
        if (answer instanceof Refused refused) {
            Map<String, String> problems = new LinkedHashMap<>();
            refused.problems().forEach(problem -> problems.putIfAbsent(problem.field(), problem.message()));
            return form(HttpStatus.UNPROCESSABLE_ENTITY, notice, token, content, name, phone, problems);
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/notices/" + notice.id() + "/objections/received?reference="
                        + ((Raised) answer).reference()))
                .build();
    }

    @GetMapping("/notices/{id:[0-9a-f-]{36}}/objections/received")
    ResponseEntity<String> received(@PathVariable String id, @RequestParam(defaultValue = "") String reference) {
        return current(id)
                .filter(notice -> REFERENCE.matcher(reference).matches())
                .map(notice -> html(HttpStatus.OK, pages.received(notice, reference, LINKS)))
                .orElseGet(this::gone);
    }

    private Optional<NoticeView> current(String id) {
        try {
            return notices.current(NoticeId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ResponseEntity<String> form(
            HttpStatus status,
            NoticeView notice,
            String token,
            String content,
            String name,
            String phone,
            Map<String, String> problems) {
        return html(
                status,
                pages.form(
                        notice,
                        LINKS,
                        Map.of("token", token, "content", content, "name", name, "phone", phone, "problems", problems)));
    }

    /** An address that was right yesterday is answered with what is published today. */
    private ResponseEntity<String> gone() {
        return html(HttpStatus.NOT_FOUND, pages.gone(LINKS));
    }

    static List<RaiseObjection.Attachment> files(List<MultipartFile> sent) throws IOException {
        List<RaiseObjection.Attachment> files = new ArrayList<>();
        for (MultipartFile file : sent == null ? List.<MultipartFile>of() : sent) {
            // A browser sends an empty part where nothing was chosen.
            if (!file.isEmpty()) {
                files.add(new RaiseObjection.Attachment(
                        file.getOriginalFilename() == null ? "" : file.getOriginalFilename(), file.getBytes()));
            }
        }
        return files;
    }

    private static ResponseEntity<String> html(HttpStatus status, String page) {
        return ResponseEntity.status(status).contentType(HTML).body(page);
    }
}

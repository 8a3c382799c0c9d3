package org.medaid.notice.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.document.Document;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.Documents;
import org.medaid.document.LetterAnswer;
import org.medaid.document.Letters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.notice.NoticeId;
import org.medaid.notice.NoticeOffice;
import org.medaid.notice.NoticeView;
import org.medaid.notice.Notices;
import org.medaid.notice.ObjectionAnswer;
import org.medaid.notice.ObjectionAnswer.Raised;
import org.medaid.notice.ObjectionAnswer.Refused;
import org.medaid.notice.ObjectionChannel;
import org.medaid.notice.ObjectionId;
import org.medaid.notice.ObjectionImport;
import org.medaid.notice.ObjectionOutcome;
import org.medaid.notice.ObjectionView;
import org.medaid.notice.Objections;
import org.medaid.notice.RaiseObjection;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The office's own view of its notices: sheets for the board, photographs, objections. */
@Controller
@Clause("P5")
class NoticeOfficePages {

    /** Who sees the office's notices. */
    private static final Set<String> READERS = Set.of(
            Groups.AGENCY_CLERK,
            Groups.AGENCY_CHECKER,
            Groups.AGENCY_MANAGER,
            Groups.AUDITOR,
            Groups.TOWNSHIP_CLERK,
            Groups.VILLAGE_COMMITTEE,
            Groups.COUNTY_EXAMINER,
            Groups.COUNTY_APPROVER);
    /** Who takes objections in. */
    private static final Set<String> CLERKS = Set.of(Groups.AGENCY_CLERK, Groups.TOWNSHIP_CLERK);
    /** Who looks into an objection that no case took up: the county, which did not survey. */
    private static final Set<String> INVESTIGATORS =
            Set.of(Groups.AGENCY_CLERK, Groups.COUNTY_EXAMINER, Groups.COUNTY_APPROVER);
    /** Who hangs a notice on the board. */
    private static final Set<String> BOARD =
            Set.of(Groups.AGENCY_CLERK, Groups.TOWNSHIP_CLERK, Groups.VILLAGE_COMMITTEE);

    record Row(NoticeView notice, String state, long open) {}

    record Entry(ObjectionView objection, List<Document> files) {}

    private final Notices notices;
    private final NoticeOffice office;
    private final Objections objections;
    private final ObjectionImport imports;
    private final Documents documents;
    private final Letters letters;
    private final SignedIn signedIn;
    private final BusinessClock clock;
    private final boolean demonstration;

    NoticeOfficePages(
            Notices notices,
            NoticeOffice office,
            Objections objections,
            ObjectionImport imports,
            Documents documents,
            Letters letters,
            SignedIn signedIn,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.notices = notices;
        this.office = office;
        this.objections = objections;
        this.imports = imports;
        this.documents = documents;
        this.letters = letters;
        this.signedIn = signedIn;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    @GetMapping("/notices/office")
    String list(Model model) {
        CurrentUser user = allowed(READERS);
        Map<NoticeId, Long> open = office.open(user.office()).stream()
                .collect(Collectors.groupingBy(ObjectionView::notice, Collectors.counting()));
        List<Row> rows = new ArrayList<>();
        for (NoticeView notice : office.newest(user.office(), user.towns())) {
            rows.add(new Row(notice, state(notice), open.getOrDefault(notice.id(), 0L)));
        }
        model.addAttribute("rows", rows);
        page(model, user);
        model.addAttribute("mayExport", user.isIn(Groups.AGENCY_CLERK) || user.isIn(Groups.AGENCY_MANAGER));
        return "notices/office";
    }

    @GetMapping("/notices/office/{id:[0-9a-f-]{36}}")
    String notice(@PathVariable String id, Model model) {
        CurrentUser user = allowed(READERS);
        NoticeView notice = visible(user, id);
        model.addAttribute("notice", notice);
        model.addAttribute("state", state(notice));
        model.addAttribute("sheets", letters.of(user.office(), Notices.subject(notice.id())));
        model.addAttribute("mayHang", BOARD.stream().anyMatch(user::isIn));
        // Who holds the review in the village does not learn who objected.
        boolean maySeeObjections = READERS.stream()
                .filter(group -> !group.equals(Groups.VILLAGE_COMMITTEE))
                .anyMatch(user::isIn);
        model.addAttribute("maySeeObjections", maySeeObjections);
        model.addAttribute(
                "entries",
                maySeeObjections
                        ? objections.to(notice.id()).stream()
                                .map(objection -> new Entry(
                                        objection, documents.attachedTo(user, Objections.subject(objection.id()))))
                                .toList()
                        : List.of());
        model.addAttribute("mayAnswer", INVESTIGATORS.stream().anyMatch(user::isIn));
        model.addAttribute("today", clock.today());
        page(model, user);
        return "notices/office-notice";
    }

    @PostMapping("/notices/office/{id:[0-9a-f-]{36}}/sheets")
    String sheet(@PathVariable String id, RedirectAttributes said) {
        CurrentUser user = allowed(BOARD);
        NoticeView notice = visible(user, id);
        LetterAnswer answer = notices.sheet(notice.id(), user.id());
        if (answer instanceof LetterAnswer.Issued issued) {
            said.addFlashAttribute("good", "已生成张贴件 " + issued.number() + "。");
        } else {
            said.addFlashAttribute("bad", List.of(((LetterAnswer.MissingGlyphs) answer).message()));
        }
        return back(notice);
    }

    @PostMapping("/notices/office/{id:[0-9a-f-]{36}}/board-photos")
    String boardPhoto(@PathVariable String id, @RequestParam MultipartFile photo, RedirectAttributes said)
            throws IOException {
        CurrentUser user = allowed(BOARD);
        NoticeView notice = visible(user, id);
        DocumentAnswer answer = documents.keep(
                user.office(), user.id(), name(photo), photo.getBytes(), Notices.subject(notice.id()));
        if (answer instanceof DocumentAnswer.Done done) {
            notices.boardPhoto(notice.id(), done.document().id(), user.id());
            said.addFlashAttribute("good", "已保存张贴照片。");
        } else {
            said.addFlashAttribute("bad", List.of(((DocumentAnswer.Refused) answer).message()));
        }
        return back(notice);
    }

    /** An objection that somebody brings to the window, by word or on paper. */
    @PostMapping("/notices/office/{id:[0-9a-f-]{36}}/objections")
    String atTheWindow(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String content,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String receivedOn,
            @RequestParam(required = false) List<MultipartFile> attachments,
            RedirectAttributes said)
            throws IOException {
        CurrentUser user = allowed(CLERKS);
        NoticeView notice = visible(user, id);
        LocalDate received;
        try {
            received = receivedOn.isBlank() ? clock.today() : LocalDate.parse(receivedOn);
        } catch (DateTimeParseException e) {
            said.addFlashAttribute("bad", List.of("收到日期应写成 2026-03-09 的形式。"));
            return back(notice);
        }
        ObjectionAnswer answer = objections.raise(new RaiseObjection(
                notice.id(),
                ObjectionChannel.WINDOW,
                Optional.of(name),
                Optional.of(phone),
                content,
                received,
                PublicNoticePages.files(attachments),
                Optional.empty(),
                user.id()));
        if (answer instanceof Refused refused) {
            said.addFlashAttribute(
                    "bad", refused.problems().stream().map(problem -> problem.message()).toList());
            said.addFlashAttribute("content", content);
        } else {
            said.addFlashAttribute("good", "已登记异议，受理编号 " + ((Raised) answer).reference() + "。");
        }
        return back(notice);
    }

    /** The answer to an objection that no case took up; the others are answered by the case's own step. */
    @PostMapping("/notices/office/objections/{id:[0-9a-f-]{36}}/answers")
    String answer(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String answer,
            RedirectAttributes said) {
        CurrentUser user = allowed(INVESTIGATORS);
        ObjectionView objection = objections.view(new ObjectionId(UUID.fromString(id)))
                .filter(found -> found.area() == user.office() && found.leftToOffice())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Optional<ObjectionOutcome> chosen = Arrays.stream(ObjectionOutcome.values())
                .filter(possible -> possible.name().equals(outcome))
                .findFirst();
        List<String> problems = chosen.isEmpty()
                ? List.of("请选择核查结论。")
                : objections.answer(objection.id(), chosen.get(), answer, user.id()).stream()
                        .map(problem -> problem.message())
                        .toList();
        if (problems.isEmpty()) {
            said.addFlashAttribute("good", "已记录对 " + objection.reference() + " 的核查结论。");
        } else {
            said.addFlashAttribute("bad", problems);
        }
        return "redirect:/notices/office/" + objection.notice();
    }

    @PostMapping("/notices/office/objection-imports")
    String importFile(@RequestParam MultipartFile file, RedirectAttributes said) throws IOException {
        CurrentUser user = allowed(CLERKS);
        ObjectionImport.Result result = imports.take(user.office(), file.getBytes(), user.id());
        if (result.problems().isEmpty()) {
            said.addFlashAttribute("good", "已导入" + result.taken() + "条异议；以前导入过的不会重复。");
        } else {
            said.addFlashAttribute(
                    "bad",
                    result.problems().stream()
                            .map(problem -> problem.field().replace("row ", "第").replace("file", "文件")
                                    + (problem.field().startsWith("row") ? "行" : "") + "：" + problem.message())
                            .toList());
        }
        return "redirect:/notices/office";
    }

    @GetMapping("/notices/office/objection-imports/template")
    ResponseEntity<byte[]> template() {
        allowed(READERS);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("objection-form.csv").build().toString())
                .body(("\ufeff" + ObjectionImport.TEMPLATE + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private void page(Model model, CurrentUser user) {
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
        model.addAttribute("mayTakeIn", CLERKS.stream().anyMatch(user::isIn));
    }

    private String state(NoticeView notice) {
        if (notice.ended()) {
            return "已结束";
        }
        if (clock.today().isBefore(notice.fromOn())) {
            return "未开始";
        }
        return notice.isCurrentOn(clock.today()) ? "公示中" : "已期满";
    }

    static boolean reads(CurrentUser user) {
        return isAllowed(user, READERS);
    }

    private static boolean isAllowed(CurrentUser user, Set<String> groups) {
        return user.area().isPresent() && groups.stream().anyMatch(user::isIn);
    }

    private CurrentUser allowed(Set<String> groups) {
        CurrentUser user = signedIn.user();
        if (!isAllowed(user, groups)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private NoticeView visible(CurrentUser user, String id) {
        try {
            return office.notice(user.office(), new NoticeId(UUID.fromString(id)))
                    .filter(notice -> user.reaches(Optional.of(notice.townCode())))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private static String name(MultipartFile file) {
        return file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
    }

    private static String back(NoticeView notice) {
        return "redirect:/notices/office/" + notice.id();
    }
}

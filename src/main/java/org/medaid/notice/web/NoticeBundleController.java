package org.medaid.notice.web;

import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.notice.BundleAnswer;
import org.medaid.notice.BundleAnswer.Exported;
import org.medaid.notice.BundleAnswer.Refused;
import org.medaid.notice.NoticeBundle;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public pages of the user's office as a ZIP; 422 with the files named if something personal was found. */
@RestController
@RequestMapping("/api/v1/notice-bundles")
@Clause("P5")
class NoticeBundleController {

    private static final Set<String> MAY_EXPORT =
            Set.of(Groups.AGENCY_CLERK, Groups.AGENCY_MANAGER, Groups.MACHINE_OFFICE);

    private final NoticeBundle bundle;
    private final SignedIn signedIn;
    private final BusinessClock clock;

    NoticeBundleController(NoticeBundle bundle, SignedIn signedIn, BusinessClock clock) {
        this.bundle = bundle;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Object> export() {
        CurrentUser user = signedIn.user();
        if (user.area().isEmpty() || MAY_EXPORT.stream().noneMatch(user::isIn)) {
            return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有导出公示页面的权限。", "Not allowed");
        }
        BundleAnswer answer = bundle.export(user.office(), user.id());
        if (answer instanceof Refused refused) {
            return Problems.invalid(refused.finds().stream()
                    .map(find -> new FieldProblem(
                            find.file(), "BUNDLE_DISCLOSES_" + find.code(), "文件中发现" + find.kindName() + "，已停止导出。"))
                    .distinct()
                    .toList());
        }
        String name = "notices-" + user.office().tenantId() + "-" + clock.today() + ".zip";
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "zip"))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(((Exported) answer).zip());
    }
}

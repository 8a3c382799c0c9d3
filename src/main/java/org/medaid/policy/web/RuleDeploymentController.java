package org.medaid.policy.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Instant;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.policy.process.RuleDeployments;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.PolicyOfficers;
import org.medaid.security.SignedIn;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** New rules of an area, checked and brought into force by its policy officers. */
@RestController
@RequestMapping("/api/v1/rule-deployments")
@Tag(name = "规则部署", description = "检查并部署本统筹区的决策表文件")
class RuleDeploymentController {

    private static final long LARGEST = 2L * 1024 * 1024;

    private final RuleDeployments deployments;
    private final SignedIn signedIn;

    RuleDeploymentController(RuleDeployments deployments, SignedIn signedIn) {
        this.deployments = deployments;
        this.signedIn = signedIn;
    }

    /** What is now in force. */
    record DeployedView(String deploymentId, String area, String version) {}

    /** A version of the office's rules. */
    record VersionView(String deploymentId, String version, Instant deployedAt, String deployedBy, boolean inForce) {}

    @GetMapping
    @Operation(summary = "本统筹区规则的历次版本，新的在前")
    ResponseEntity<Object> versions() {
        CurrentUser user = signedIn.user();
        if (!PolicyOfficers.mayRead(user)) {
            return refused();
        }
        return ResponseEntity.ok(deployments.history(user.office()).stream()
                .map(v -> new VersionView(
                        v.deploymentId(), v.hash(), v.deployedAt(), v.deployedBy().orElse(null), v.inForce()))
                .toList());
    }

    @GetMapping("/{deploymentId}/file")
    @Operation(summary = "下载某一版本的 DMN 规则文件")
    ResponseEntity<Object> file(@PathVariable String deploymentId) {
        CurrentUser user = signedIn.user();
        if (!PolicyOfficers.mayRead(user)) {
            return refused();
        }
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(RuleDeployments.fileName(user.office()))
                .build();
        return deployments
                .file(user.office(), deploymentId)
                .<ResponseEntity<Object>>map(content -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_XML)
                        .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                        .body(content))
                .orElseGet(() -> Problems.of(
                        HttpStatus.NOT_FOUND, "VERSION_NOT_FOUND", "没有找到这一版本的规则文件。", "No such version"));
    }

    private static ResponseEntity<Object> refused() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有查看规则文件的权限。", "Policy officers only");
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "部署一份 DMN 规则文件",
            description = "文件先经检查：每行须有依据，不得重叠或遗漏，不得低于文件规定。有误时逐行说明，不部署任何内容。")
    @ApiResponse(responseCode = "201", description = "已部署，此后开始的案件适用")
    @ApiResponse(responseCode = "403", description = "不是政策管理人员")
    @ApiResponse(responseCode = "422", description = "文件有误，errors 逐行说明")
    ResponseEntity<Object> deploy(@RequestPart("file") MultipartFile file) throws IOException {
        CurrentUser user = signedIn.user();
        if (!user.isIn(Groups.POLICY_OFFICER)) {
            return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "只有政策管理人员可以部署规则。", "Policy officers only");
        }
        if (file.getSize() > LARGEST) {
            return Problems.of(
                    HttpStatus.PAYLOAD_TOO_LARGE, "FILE_TOO_LARGE", "规则文件不能超过2MB。", "The file is too large");
        }
        RuleDeployments.Answer answer = deployments.deploy(user.office(), file.getBytes(), user.id());
        if (answer instanceof RuleDeployments.Answer.Deployed deployed) {
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(new DeployedView(
                            deployed.deploymentId(),
                            deployed.version().area().tenantId(),
                            deployed.version().hash()));
        }
        return Problems.invalid(((RuleDeployments.Answer.Refused) answer)
                .faults().stream()
                        .map(fault -> new FieldProblem(
                                fault.row().isEmpty() ? "file" : fault.row(), fault.code(), fault.message()))
                        .toList());
    }
}

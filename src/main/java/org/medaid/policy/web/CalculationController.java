package org.medaid.policy.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.medaid.api.Problems;
import org.medaid.policy.CalculationAnswer;
import org.medaid.policy.CalculationRequestReader;
import org.medaid.policy.CalculationResult;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.RequestReading;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Computes a bill without storing anything, for any signed-in office or hospital user. */
@RestController
@RequestMapping("/api/v1/calculations")
@Tag(name = "待遇计算", description = "按参保地现行规则试算，不保存任何数据")
class CalculationController {

    /** A field named twice would count with its second value only, unseen: refused. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final PolicyDesk desk;

    CalculationController(PolicyDesk desk) {
        this.desk = desk;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "试算一份医疗费用单据",
            description = "金额以元为单位，写作最多两位小数的文本；出院日期决定适用的规则和参数。",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"),
                                            examples = @ExampleObject(name = "抚顺住院", value = CalculationExample.REQUEST))))
    @ApiResponse(
            responseCode = "200",
            description = "计算结果；自费部分超过审查起点而没有专家意见时，status 为 REVIEW_REQUIRED",
            content = @Content(schema = @Schema(implementation = CalculationAnswer.class)))
    @ApiResponse(
            responseCode = "400",
            description = "不是有效的 JSON",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "422",
            description = "请求有误，field 指明字段",
            content = @Content(schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<Object> calculate(@RequestBody byte[] body) {
        JsonNode json;
        try {
            json = STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST, "MALFORMED_JSON", "请求不是有效的 JSON，或同一字段出现两次", "The body is not valid JSON");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory does not fail", e);
        }
        RequestReading reading = CalculationRequestReader.read(json);
        if (reading instanceof RequestReading.Accepted accepted) {
            CalculationResult result = desk.determine(accepted.request());
            if (result instanceof CalculationResult.Calculated calculated) {
                return ResponseEntity.ok(calculated.determination().answer());
            }
            return Problems.invalid(((CalculationResult.Refused) result).problems());
        }
        return Problems.invalid(((RequestReading.Rejected) reading).problems());
    }
}

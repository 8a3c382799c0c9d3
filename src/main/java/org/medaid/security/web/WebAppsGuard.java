package org.medaid.security.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.medaid.api.RequestWithBody;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before the engine's web applications and turns away what they would answer, but should not.
 *
 * <ul>
 *   <li>Expressions in queries (CVE-2026-109432): they are code that any signed-in user could run. Every member or parameter
 *       whose name ends with {@code Expression} is refused, at any depth, in any method. The engine refuses them once more.
 *   <li>The set-up page (CVE-2026-77226): it makes administrators without sign-in. It is not there.
 *   <li>The web applications' own sign-in: the application's sign-in page is the only one.
 *   <li>The engine's comments and attachments: what people write would stay in its tables. The application has comments of
 *       its own.
 * </ul>
 */
final class WebAppsGuard extends OncePerRequestFilter {

    /** Far more than any form or query of ours; deployments are not read here. */
    static final int LONGEST_BODY = 8 * 1024 * 1024;

    private static final List<Pattern> NOT_THERE = List.of(
            Pattern.compile("/camunda/api/[^/]+/setup(/.*)?"),
            Pattern.compile("/camunda/app/[^/]+/([^/]+/)?setup(/.*)?"),
            Pattern.compile("/camunda/api/[^/]+/auth/user/[^/]+/login(/.*)?"));

    private static final Pattern KEPT_BY_THE_ENGINE =
            Pattern.compile("/camunda/api/engine/.*/(comment|attachment)/create/?");

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        if (NOT_THERE.stream().anyMatch(pattern -> pattern.matcher(path).matches())) {
            refuse(response, 404, "此功能未开放。");
        } else if (KEPT_BY_THE_ENGINE.matcher(path).matches()) {
            refuse(response, 403, "请在任务的“备注、转交”中写备注。");
        } else if (!path.startsWith("/camunda/api/")) {
            chain.doFilter(request, response);
        } else if (namesExpression(request.getQueryString())) {
            refuse(response, 400, "查询条件中不允许使用表达式。");
        } else {
            checkBody(request, response, chain);
        }
    }

    private void checkBody(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
        if (type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)) {
            // Files of a deployment or an attachment. No end point reads a query from there.
            chain.doFilter(request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            refuse(response, 413, "提交的内容过大。");
            return;
        }
        boolean refused;
        try {
            refused = type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                    ? namesExpression(new String(body, StandardCharsets.UTF_8))
                    : hasExpressionMember(body);
        } catch (IOException notJson) {
            refuse(response, 400, "提交的内容格式不正确。");
            return;
        }
        if (refused) {
            refuse(response, 400, "查询条件中不允许使用表达式。");
            return;
        }
        chain.doFilter(new RequestWithBody(request, body), response);
    }

    /** Reads the whole body, so that nothing behind the first value escapes; the parser resolves escaped letters. */
    private static boolean hasExpressionMember(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && isExpression(parser.currentName())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean namesExpression(String parameters) {
        if (parameters == null) {
            return false;
        }
        for (String parameter : parameters.split("&")) {
            String name = parameter.contains("=") ? parameter.substring(0, parameter.indexOf('=')) : parameter;
            try {
                if (isExpression(URLDecoder.decode(name, StandardCharsets.UTF_8))) {
                    return true;
                }
            } catch (IllegalArgumentException notDecodable) {
                return true;
            }
        }
        return false;
    }

    private static boolean isExpression(String name) {
        return name.strip().toLowerCase(Locale.ROOT).endsWith("expression");
    }

    /** In the shape in which the web applications show errors. */
    static void refuse(HttpServletResponse response, int status, String chinese) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("{\"type\":\"InvalidRequestException\",\"message\":\"" + chinese + "\"}");
    }
}

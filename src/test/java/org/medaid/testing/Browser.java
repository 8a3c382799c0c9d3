package org.medaid.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person's browser as far as the wire sees it: keeps cookies, follows no redirect, sends the tokens its pages would. */
public final class Browser {

    public static final String PASSWORD = "Jiuzhu-2026!Demo";

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String root;

    public Browser(int port) {
        this.root = "http://localhost:" + port;
    }

    /** A browser whose user has signed in and opened Tasklist. */
    public static Browser signedIn(int port, String user) {
        Browser browser = new Browser(port);
        HttpResponse<String> answer = browser.signIn(user, PASSWORD);
        if (answer.statusCode() != 302 || answer.headers().firstValue("Location").orElse("").contains("error")) {
            throw new AssertionError("sign-in of " + user + " failed: " + answer.statusCode() + " "
                    + answer.headers().firstValue("Location"));
        }
        browser.get("/camunda/app/welcome/default/");
        return browser;
    }

    /** Fills in and sends the sign-in page. */
    public HttpResponse<String> signIn(String user, String password) {
        Matcher token = TOKEN.matcher(get("/login").body());
        if (!token.find()) {
            throw new AssertionError("the sign-in page has no token");
        }
        return send(HttpRequest.newBuilder(uri("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=" + encode(user) + "&password=" + encode(password)
                        + "&_csrf=" + encode(token.group(1)))));
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Accept", "text/html, application/json;q=0.9").GET());
    }

    /** As a script on a page asks. */
    public HttpResponse<String> getJson(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Accept", "application/json").GET());
    }

    /** As a script on a page sends, with the tokens it reads from the cookies. */
    public HttpResponse<String> postJson(String path, String json) {
        return sendJson("POST", path, json);
    }

    /** As {@link #postJson}, with another method. */
    public HttpResponse<String> sendJson(String method, String path, String json) {
        return send(tokens(HttpRequest.newBuilder(uri(path)), path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Sends a form of one of our pages. */
    public HttpResponse<String> postForm(String path, Map<String, String> fields) {
        if (cookie("MEDAID-CSRF").isEmpty()) {
            getJson("/api/v1/csrf");
        }
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(tokens(HttpRequest.newBuilder(uri(path)), path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Adds what a page of ours would: the token of the part of the application the path belongs to. */
    public HttpRequest.Builder tokens(HttpRequest.Builder request, String path) {
        boolean webApps = path.startsWith("/camunda/");
        cookie(webApps ? "XSRF-TOKEN" : "MEDAID-CSRF")
                .ifPresent(value -> request.header(webApps ? "X-XSRF-TOKEN" : "X-MEDAID-CSRF", value));
        return request;
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    public URI uri(String path) {
        return URI.create(root + path);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #send}, for a file. */
    public HttpResponse<byte[]> download(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

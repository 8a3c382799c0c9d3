package org.medaid.document.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.medaid.document.ReferralForms;
import org.medaid.document.SampleForms;
import org.medaid.document.Seals;
import org.medaid.kernel.Clause;
import org.medaid.testing.Browser;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@Clause("R5")
class SealPageTest {

    @LocalServerPort
    int port;

    @Autowired
    ReferralForms forms;

    @Autowired
    MockMvc mvc;

    @Test
    void anybody_learns_who_stamped_what_and_when_and_that_nothing_was_changed(CapturedOutput output) {
        HttpResponse<String> page = send(SampleForms.threeStamps(forms));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("文件未被改动", "共3个电子印章，全部通过核验", "第1个印章：鹤山市虚构人民医院医务科（示范）", "第2个印章：江门市虚构中心医院医务科（示范）",
                        "第3个印章：鹤山市医疗保障经办机构（示范）", "就医转诊表：转出医院意见", "通过（示范印章，没有任何效力）")
                .doesNotContain("不能通过", "虚构𬭎", "440784196503124023", "肺占位");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'none'");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(output).doesNotContain("虚构𬭎", "肺占位");
    }

    @Test
    void a_changed_file_is_called_changed(CapturedOutput output) {
        byte[] sound = SampleForms.threeStamps(forms);
        byte[] changed = sound.clone();
        changed[1000] ^= 1;
        byte[] longer = Arrays.copyOf(sound, sound.length + 10);

        assertThat(send(changed).body()).contains("文件已被改动", "盖章时的内容已被改动").doesNotContain("文件未被改动", "全部通过");
        assertThat(send(longer).body()).contains("文件已被改动", "文件在最后一次盖章后被改动。", "印章本身没有问题，但是文件已被改动").doesNotContain("文件未被改动");
        HttpResponse<String> cut = send(Arrays.copyOf(sound, 5000));
        assertThat(cut.statusCode()).isEqualTo(422);
        assertThat(output).doesNotContain("Can't dereference");
    }

    @Test
    void a_file_without_stamp_of_another_kind_or_missing_is_called_so() {
        assertThat(send(SampleForms.blank(forms, true)).body()).contains("该文件没有电子印章");
        assertThat(send(SampleFiles.jpeg()).body()).contains("这不是 PDF 文件");
        assertThat(send(new byte[0]).body()).contains("没有收到文件内容");
        assertThat(send(SampleFiles.jpeg()).statusCode()).isEqualTo(422);
    }

    @Test
    void a_file_that_is_too_large_leads_back_to_the_form_which_says_so() {
        HttpResponse<String> answer = send(new byte[Seals.LARGEST_BYTES + 1]);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/verify?tooLarge");
        assertThat(new Browser(port).get("/verify?tooLarge").body()).contains("文件太大，没有收到");
        assertThat(new Browser(port).get("/verify").body()).doesNotContain("文件太大").contains("核验文件", "查验码");
    }

    @Test
    void an_upload_that_breaks_off_leads_back_to_the_form_which_says_so() {
        Browser visitor = new Browser(port);
        HttpResponse<String> answer = visitor.send(HttpRequest.newBuilder(visitor.uri("/verify"))
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "--cut\r\nContent-Disposition: form-data; name=\"pdf\"; filename=\"a.pdf\"\r\n\r\n%PDF")));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/verify?broken");
        assertThat(visitor.get("/verify?broken").body()).contains("上传没有完成或内容不完整");
    }

    @Test
    void nobody_tries_without_end() throws Exception {
        MockMultipartFile file = new MockMultipartFile("pdf", "a.pdf", "application/pdf", SampleFiles.pdf());
        for (int i = 0; i < 30; i++) {
            mvc.perform(multipart("/verify").file(file).with(request -> {
                        request.setRemoteAddr("203.0.113.77");
                        return request;
                    }))
                    .andExpect(status().isUnprocessableEntity());
        }
        String said = mvc.perform(multipart("/verify").file(file).with(request -> {
                    request.setRemoteAddr("203.0.113.77");
                    return request;
                }))
                .andExpect(status().isTooManyRequests())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(said).contains("核验次数太多，请一小时后再试。");
    }

    @Test
    void the_page_works_on_a_telephone_without_scripts_and_at_a_desk() {
        byte[] sound = SampleForms.threeStamps(forms);
        byte[] changed = Arrays.copyOf(sound, sound.length + 10);
        try (Chromium chromium = new Chromium(port)) {
            Page phone = chromium.telephoneWithoutScripts();
            phone.navigate(chromium.address("/verify"));
            picture(phone, "phone-verify");
            check(phone, sound);
            assertThat(phone.getByText("文件未被改动").isVisible()).isTrue();
            picture(phone, "phone-verify-sound");
            assertThat(phone.evaluate("document.documentElement.scrollWidth <= 390")).isEqualTo(true);
            check(phone, changed);
            assertThat(phone.getByText("文件已被改动", new Page.GetByTextOptions().setExact(true)).isVisible()).isTrue();
            picture(phone, "phone-verify-changed");
            assertThat(phone.evaluate("document.documentElement.scrollWidth <= 390")).isEqualTo(true);

            Page desk = chromium.visitor();
            desk.navigate(chromium.address("/verify"));
            picture(desk, "desk-verify");
            check(desk, sound);
            picture(desk, "desk-verify-sound");
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    private static void check(Page page, byte[] pdf) {
        page.getByLabel("盖有电子印章的 PDF 文件").setInputFiles(new FilePayload("转诊表.pdf", "application/pdf", pdf));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("核验文件")).click();
        page.getByText("电子印章核验结果").waitFor();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    private HttpResponse<String> send(byte[] pdf) {
        Browser visitor = new Browser(port);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--cut\r\nContent-Disposition: form-data; name=\"pdf\"; filename=\"a.pdf\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(pdf);
        body.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.US_ASCII));
        return visitor.send(HttpRequest.newBuilder(visitor.uri("/verify"))
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }
}

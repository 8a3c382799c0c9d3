package org.medaid.document;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SampleFiles;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@IntegrationTest
class DocumentWebTest {

    private static final CurrentUser CLERK = SignedInForTests.staff(PoolingArea.JINING, Groups.AGENCY_CLERK);
    private static final CurrentUser ELSEWHERE = SignedInForTests.staff(PoolingArea.FUSHUN, Groups.AGENCY_CLERK);

    @Autowired
    WebApplicationContext application;

    @Autowired
    Documents documents;

    MockMvc web;

    @BeforeEach
    void prepare() {
        web = MockMvcBuilders.webAppContextSetup(application).build();
    }

    @Test
    void an_upload_answers_with_the_files_id_and_address() throws Exception {
        send(CLERK, file("发票.pdf", "image/png", SampleFiles.pdf()))
                .andExpect(status().isCreated())
                .andExpect(header().string("Location", startsWith("/api/v1/documents/")))
                .andExpect(jsonPath("$.fileName").value("发票.pdf"))
                .andExpect(jsonPath("$.mediaType").value("application/pdf"))
                .andExpect(jsonPath("$.sizeBytes").value(SampleFiles.pdf().length))
                .andExpect(jsonPath("$.sha256").isString())
                .andExpect(jsonPath("$.uploadedAt").isString())
                .andExpect(jsonPath("$.attached").value(false));
    }

    @Test
    void a_file_is_shown_in_the_browser_and_can_do_nothing_there() throws Exception {
        byte[] sent = SampleFiles.png();
        String id = uploaded(CLERK, "照片.png", sent);

        perform(CLERK, get("/api/v1/documents/{id}", id))
                .andExpect(status().isOk())
                .andExpect(content().bytes(sent))
                .andExpect(header().string("Content-Type", "image/png"))
                .andExpect(header().string("Content-Disposition", startsWith("inline;")))
                .andExpect(header().string("Content-Disposition", containsString("%E7%85%A7%E7%89%87.png")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Security-Policy", containsString("sandbox")))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'none'")))
                .andExpect(header().string("Cache-Control", "no-store"));
    }

    @Test
    void what_is_known_about_a_file_is_asked_for_apart() throws Exception {
        String id = uploaded(CLERK, "发票.pdf", SampleFiles.pdf());
        documents.attach(CLERK, DocumentId.parse(id), new Subject("CLAIM", "c1"));

        perform(CLERK, get("/api/v1/documents/{id}/metadata", id))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(id))
                .andExpect(jsonPath("$.attached").value(true));
    }

    @Test
    @Clause("X6")
    void a_file_of_another_office_does_not_exist() throws Exception {
        String id = uploaded(CLERK, "发票.pdf", SampleFiles.pdf());
        documents.attach(CLERK, DocumentId.parse(id), new Subject("CLAIM", "c1"));

        for (RequestBuilder request : new RequestBuilder[] {
            get("/api/v1/documents/{id}", id),
            get("/api/v1/documents/{id}/metadata", id),
            delete("/api/v1/documents/{id}", id)
        }) {
            perform(ELSEWHERE, request)
                    .andExpect(status().isNotFound())
                    .andExpect(content().contentType("application/problem+json"))
                    .andExpect(jsonPath("$.code").value("DOCUMENT_NOT_FOUND"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3f0d6c0e-0000-4000-8000-000000000000", "no-id-at-all"})
    void an_unknown_file_does_not_exist(String id) throws Exception {
        perform(CLERK, get("/api/v1/documents/{id}", id)).andExpect(status().isNotFound());
        perform(CLERK, get("/api/v1/documents/{id}/metadata", id)).andExpect(status().isNotFound());
        perform(CLERK, delete("/api/v1/documents/{id}", id))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("DOCUMENT_NOT_FOUND"))
                .andExpect(jsonPath("$.detail").value(containsString("没有找到这个文件")));
    }

    @Test
    void a_file_is_removed_by_its_sender_while_it_belongs_to_nothing() throws Exception {
        String id = uploaded(CLERK, "发票.pdf", SampleFiles.pdf());

        perform(CLERK, delete("/api/v1/documents/{id}", id)).andExpect(status().isNoContent());
        perform(CLERK, get("/api/v1/documents/{id}", id)).andExpect(status().isNotFound());
    }

    @Test
    void an_attached_file_is_not_removed() throws Exception {
        String id = uploaded(CLERK, "发票.pdf", SampleFiles.pdf());
        documents.attach(CLERK, DocumentId.parse(id), new Subject("CLAIM", "c1"));

        perform(CLERK, delete("/api/v1/documents/{id}", id))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("DOCUMENT_ATTACHED"));
    }

    @Test
    void a_file_of_another_type_is_refused_at_the_field() throws Exception {
        send(CLERK, file("发票.pdf", "application/pdf", "<html>".getBytes()))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("DOCUMENT_TYPE_NOT_ACCEPTED"))
                .andExpect(jsonPath("$.field").value("file"))
                .andExpect(jsonPath("$.detail").value(containsString("只接受 PDF、JPG、PNG")));
    }

    @Test
    void an_empty_file_and_no_file_at_all_are_refused_at_the_field() throws Exception {
        send(CLERK, file("发票.pdf", "application/pdf", new byte[0]))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("DOCUMENT_EMPTY"))
                .andExpect(jsonPath("$.field").value("file"));
        perform(CLERK, multipart("/api/v1/documents"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("DOCUMENT_EMPTY"));
    }

    @Test
    void an_administrator_without_an_office_uses_no_files() throws Exception {
        CurrentUser admin = new CurrentUser("admin", "管理员", Optional.empty(), Set.of(), Optional.empty());
        String id = uploaded(CLERK, "发票.pdf", SampleFiles.pdf());

        send(admin, file("发票.pdf", "application/pdf", SampleFiles.pdf())).andExpect(status().isForbidden());
        perform(admin, get("/api/v1/documents/{id}", id)).andExpect(status().isForbidden());
        perform(admin, get("/api/v1/documents/{id}/metadata", id)).andExpect(status().isForbidden());
        perform(admin, delete("/api/v1/documents/{id}", id)).andExpect(status().isForbidden());
    }

    private String uploaded(CurrentUser user, String name, byte[] content) throws Exception {
        String answer = send(user, file(name, "application/octet-stream", content))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return JsonPath.read(answer, "$.id");
    }

    private static MockMultipartFile file(String name, String claimedType, byte[] content) {
        return new MockMultipartFile("file", name, claimedType, content);
    }

    private ResultActions send(CurrentUser user, MockMultipartFile file) {
        return perform(user, multipart("/api/v1/documents").file(file));
    }

    private ResultActions perform(CurrentUser user, RequestBuilder request) {
        return SignedInForTests.as(user, () -> {
            try {
                return web.perform(request);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

package org.medaid.notice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.BundleAnswer.Exported;
import org.medaid.notice.BundleAnswer.Found;
import org.medaid.notice.BundleAnswer.Refused;
import org.medaid.notice.model.Disclosures;
import org.medaid.notice.model.NoticeLinks;
import org.medaid.notice.model.Towns;
import org.medaid.notice.model.Towns.County;
import org.medaid.notice.model.Towns.Town;
import org.medaid.notice.persistence.StoredNotices;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The public pages as files for a web server that is not connected to the office's network. Every file is searched for
 * identity numbers, telephone numbers and names before any leaves.
 */
@Service
@Clause("P5")
public class NoticeBundle {

    /** A byte order mark, without which spreadsheets take UTF-8 for the system's own encoding. */
    private static final String MARK = "\ufeff";

    private static final String README = """
            本文件夹是医疗救助公示的静态页面，可以直接放到任何网站目录下，首页为 index.html。
            公示期满的内容不会出现在新导出的文件中：请每天用新导出的文件整体替换旧文件。
            收到异议时，请按 objection-form.csv 的格式登记，带回后在系统“公示管理”页面导入。
            """;

    private final Notices notices;
    private final StoredNotices stored;
    private final NoticePageWriter pages;
    private final AuditTrail audit;
    private final BusinessClock clock;

    NoticeBundle(
            Notices notices, StoredNotices stored, NoticePageWriter pages, AuditTrail audit, BusinessClock clock) {
        this.notices = notices;
        this.stored = stored;
        this.pages = pages;
        this.audit = audit;
        this.clock = clock;
    }

    /** The pages of what an office publishes today, exported by {@link AuditEntry#SYSTEM}. */
    @Transactional
    public BundleAnswer export(PoolingArea area) {
        return export(area, AuditEntry.SYSTEM);
    }

    /** @param by the sign-in name of who exports */
    @Transactional
    public BundleAnswer export(PoolingArea area, String by) {
        List<NoticeView> current = notices.current(area);
        SortedMap<String, byte[]> files = files(current, clock.today());
        List<Found> finds = search(area, current, files);
        audit.record(AuditEntry.of(
                        by,
                        area,
                        finds.isEmpty() ? "NOTICE_BUNDLE_EXPORTED" : "NOTICE_BUNDLE_REFUSED",
                        "OFFICE",
                        area.tenantId())
                .with("notices", current.size())
                .with("finds", finds.size()));
        return finds.isEmpty() ? new Exported(files, zip(files)) : new Refused(finds);
    }

    private SortedMap<String, byte[]> files(List<NoticeView> current, LocalDate day) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<County> counties = Towns.of(current);
        NoticeLinks top = NoticeLinks.bundled("");
        NoticeLinks below = NoticeLinks.bundled("../");
        files.put("index.html", utf8(pages.home(counties, day, top)));
        for (County county : counties) {
            for (Town town : county.towns()) {
                files.put("towns/" + town.key() + ".html", utf8(pages.town(county, town, day, below)));
            }
        }
        for (NoticeView notice : current) {
            files.put("notices/" + notice.reference() + ".html", utf8(pages.notice(notice, below)));
        }
        files.put("objection-form.html", utf8(pages.paperForm(top)));
        files.put("objection-form.csv", utf8(MARK + ObjectionImport.TEMPLATE + "\r\n"));
        files.put("notices.css", resource("/static/assets/notices.css"));
        files.put("README.txt", utf8(MARK + README));
        return files;
    }

    private List<Found> search(PoolingArea area, List<NoticeView> current, Map<String, byte[]> files) {
        List<Found> finds = new ArrayList<>();
        files.forEach((path, content) -> {
            String text = new String(content, StandardCharsets.UTF_8);
            // The office's own landline stands in how to object, and nowhere else.
            for (NoticeView notice : current) {
                text = text.replace(notice.howToObject(), Disclosures.withoutLandlines(notice.howToObject()))
                        .replace(notice.townName(), " ");
            }
            for (Disclosures.Find find : Disclosures.in(text)) {
                finds.add(new Found(path, find.kind().name(), find.kind().chineseName()));
            }
            if (stored.namesAnyoneIn(area, Disclosures.plain(text))) {
                finds.add(new Found(path, Disclosures.Kind.NAME.name(), Disclosures.Kind.NAME.chineseName()));
            }
        });
        return finds;
    }

    private static byte[] zip(SortedMap<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] resource(String path) {
        try (InputStream stream = NoticeBundle.class.getResourceAsStream(path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

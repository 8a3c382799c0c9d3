package org.medaid.notice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.BundleAnswer.Exported;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Writes the public pages of every office into a folder, each into its own, for a web server or a carrier. Off without
 * {@code medaid.notice.bundle-folder}.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnExpression("!'${medaid.notice.bundle-folder:}'.isEmpty()")
class BundleTimer {

    private static final Logger LOG = LoggerFactory.getLogger(BundleTimer.class);

    private final NoticeBundle bundle;
    private final Path folder;

    BundleTimer(NoticeBundle bundle, @Value("${medaid.notice.bundle-folder}") Path folder) {
        this.bundle = bundle;
        this.folder = folder;
    }

    /** At the minute the office chose; every hour if it did not. */
    @Scheduled(cron = "${medaid.notice.bundle-cron:0 5 * * * *}", zone = "Asia/Shanghai")
    void writeAll() {
        for (PoolingArea area : PoolingArea.values()) {
            BundleAnswer answer = bundle.export(area);
            if (answer instanceof Exported exported) {
                write(area, exported);
            } else {
                LOG.error(
                        "The public pages of {} were not written: {} finds. What was written before is taken away.",
                        area.tenantId(),
                        ((BundleAnswer.Refused) answer).finds().size());
                // Old pages would show notices past their end, or what was found.
                write(area, new Exported(new TreeMap<>(), new byte[0]));
            }
        }
    }

    /** What the disk refuses for one office does not keep the others waiting. */
    private void write(PoolingArea area, Exported exported) {
        try {
            replace(area, exported);
        } catch (IOException e) {
            LOG.error("The public pages of {} were not written to {}", area.tenantId(), folder, e);
        }
    }

    private void replace(PoolingArea area, Exported exported) throws IOException {
        Path place = folder.resolve(area.tenantId());
        for (Map.Entry<String, byte[]> file : exported.files().entrySet()) {
            Path target = place.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            // A reader never sees half a page.
            Path fresh = target.resolveSibling(target.getFileName() + ".new");
            Files.write(fresh, file.getValue());
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        removeAllBut(exported.files().keySet(), place);
        Path zip = folder.resolve(area.tenantId() + ".zip");
        if (exported.zip().length > 0) {
            Files.createDirectories(folder);
            Files.write(zip, exported.zip());
        } else {
            Files.deleteIfExists(zip);
        }
    }

    /** A notice that ended goes. */
    private static void removeAllBut(Set<String> kept, Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return;
        }
        Set<Path> stay = kept.stream().map(place::resolve).collect(Collectors.toSet());
        try (Stream<Path> found = Files.walk(place)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                if (!stay.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}

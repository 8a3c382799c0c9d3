package org.medaid.engine;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of the PostgreSQL server, unpacked once from the class path and then kept.
 *
 * @param folder where {@code bin}, {@code lib} and {@code share} are
 */
record ServerBinaries(Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(ServerBinaries.class);
    private static final boolean WINDOWS = osName().startsWith("windows");

    /**
     * Unpacks the binaries for this machine below {@code parent}, unless they are there.
     *
     * <p>They appear under their final name only when complete, so a killed start leaves nothing half-made in use.
     */
    static synchronized ServerBinaries unpackedBelow(Path parent) throws IOException {
        byte[] archive;
        try (InputStream stream =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), System.getProperty("os.arch"))) {
            archive = stream.readAllBytes();
        }
        Path folder = parent.resolve(shortDigest(archive));
        if (Files.isDirectory(folder)) {
            return new ServerBinaries(folder);
        }
        Files.createDirectories(parent);
        // Held while unpacking, so that two applications that start together do not disturb each other.
        try (FileChannel channel = FileChannel.open(
                        parent.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(folder)) {
                LOG.info("Unpacking the PostgreSQL server to {}", folder);
                Path unfinished = parent.resolve(folder.getFileName() + ".unfinished");
                Folders.delete(unfinished);
                unpack(archive, unfinished);
                Folders.rename(unfinished, folder);
            }
        }
        return new ServerBinaries(folder);
    }

    /** The full path of one of the server's programs, for example {@code pg_ctl}. */
    Path program(String name) {
        return folder.resolve("bin").resolve(WINDOWS ? name + ".exe" : name);
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        boolean posix = Folders.isPosix(target.getParent());
        Files.createDirectories(target);
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("Archive entry outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, target.resolve(entry.getLinkName()).normalize());
                } else {
                    Files.copy(tar, file);
                    if (posix) {
                        boolean program = file.getParent().equals(target.resolve("bin"));
                        Files.setPosixFilePermissions(
                                file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }

    private static String system() {
        String name = osName();
        if (name.startsWith("windows")) {
            return "Windows";
        }
        return name.startsWith("mac") ? "Darwin" : "Linux";
    }

    private static String osName() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }

    private static String shortDigest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

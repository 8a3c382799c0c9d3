package org.medaid.roster.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Files that hold identity numbers: nobody but the application's own user reads them. */
final class PrivateFiles {

    private PrivateFiles() {}

    /** A new empty file in a folder that is made if need be. */
    static Path create(Path folder, String ending) throws IOException {
        Files.createDirectories(folder, attributes(folder.toAbsolutePath(), "rwx------"));
        Path file = folder.resolve(UUID.randomUUID() + "." + ending);
        return Files.createFile(file, attributes(folder, "rw-------"));
    }

    private static FileAttribute<?>[] attributes(Path near, String permissions) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}

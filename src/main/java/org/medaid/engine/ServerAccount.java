package org.medaid.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The account that PostgreSQL runs under: our own, unless we are root.
 *
 * <p>PostgreSQL refuses to run as root. The first of these that works is taken: an unprivileged view of ourselves in a
 * user namespace (files stay ours), or the account {@code nobody} (it must then own the data). On Windows PostgreSQL
 * drops an administrator's privileges itself.
 */
enum ServerAccount {
    OURSELVES(false),
    NAMESPACE(false, "unshare", "-U"),
    NOBODY_BY_SETPRIV(true, "setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"),
    NOBODY_BY_SU(true, "su", "nobody", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"),
    NOBODY_BY_SUDO(true, "sudo", "-n", "-u", "nobody", "--");

    private static final String NOBODY = "nobody";
    private static final long PROBE_SECONDS = 10;

    private final boolean nobody;
    private final List<String> prefix;

    ServerAccount(boolean nobody, String... prefix) {
        this.nobody = nobody;
        this.prefix = List.of(prefix);
    }

    /**
     * The account to use on this machine.
     *
     * @throws StartRefused if we are root and no other account can be had
     */
    static ServerAccount ofThisMachine() {
        if (!isRoot()) {
            return OURSELVES;
        }
        return Stream.of(values())
                .filter(account -> account != OURSELVES && account.works())
                .findFirst()
                .orElseThrow(() -> new StartRefused(
                        "PostgreSQL 不能以 root 身份运行,本机也没有可用的方式切换到普通账户。",
                        "请用普通账户启动本程序,或使用外部 PostgreSQL(production 配置)。"));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Whether a command run this way sees a named user that is not root; PostgreSQL asks for both. */
    boolean works() {
        try {
            Process process = new ProcessBuilder(command(List.of("id", "-un")))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String user = new String(process.getInputStream().readAllBytes()).strip();
            if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0 && !user.isEmpty() && (this == OURSELVES || !"root".equals(user));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The command line that runs {@code arguments} under this account. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(arguments);
        return command;
    }

    /** Gives a file or a whole folder to this account; costs one look when it is there already. */
    void takeOver(Path path) throws IOException {
        Optional<UserPrincipal> owner = owner(path);
        if (owner.isEmpty() || Files.getOwner(path).equals(owner.get())) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setOwner(file, owner.get());
            }
        }
    }

    /** Nobody when nobody is to run the server; root when root's files may have been nobody's at an earlier start. */
    private Optional<UserPrincipal> owner(Path path) throws IOException {
        if (!isRoot()) {
            return Optional.empty();
        }
        return Optional.of(path.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(nobody ? NOBODY : "root"));
    }
}

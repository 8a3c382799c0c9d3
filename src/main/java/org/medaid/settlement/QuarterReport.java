package org.medaid.settlement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.medaid.kernel.PoolingArea;

/**
 * An office's books of one quarter against its bills. Page and file show these tables and nothing else, so that a figure
 * on screen is the figure in the file.
 *
 * @param signatures of the agency and the finance department, as far as they were given
 */
public record QuarterReport(PoolingArea area, Quarter quarter, List<Table> tables, List<Signature> signatures) {

    /**
     * @param rows each as long as the header; a cell is a text, a {@link Named}, a {@link org.medaid.kernel.Money} or an
     *     {@link Integer}
     */
    public record Table(String title, List<String> header, List<List<Object>> rows) {}

    /** Something with a code that stays and a name that may change without changing what was signed. */
    public record Named(String code, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Whose word a signature is. */
    public enum Side {
        AGENCY("经办机构"),
        FINANCE("财政部门");

        private final String chineseName;

        Side(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }
    }

    /** @param digest of the figures that were signed */
    public record Signature(Side side, String by, Instant at, String digest) {}

    /** What is signed: SHA-256 of every cell of every table, codes for names, in hexadecimal. */
    public String digest() {
        StringBuilder text = new StringBuilder(area.tenantId()).append('\n').append(quarter).append('\n');
        for (Table table : tables) {
            text.append(table.title()).append('\n');
            table.rows().forEach(row -> {
                row.forEach(cell -> text.append(cell instanceof Named named ? named.code() : cell).append('\t'));
                text.append('\n');
            });
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether the figures are still those that were signed; so also where nobody has signed. */
    public boolean isAsSigned() {
        String digest = digest();
        return signatures.stream().allMatch(signature -> signature.digest().equals(digest));
    }
}

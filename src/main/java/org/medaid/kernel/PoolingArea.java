package org.medaid.kernel;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An area whose office runs this application: it has its own rules, its own people and its own cases.
 *
 * <p>The tenant id separates the areas in the engine and in the application's tables.
 */
public enum PoolingArea {
    FUSHUN("fushun", "抚顺市", "FS", "2104"),
    LIANYUNGANG("lianyungang", "连云港市", "LYG", "3207"),
    JINING("jining", "济宁市", "JN", "3708"),
    /** A county-level city inside Jiangmen prefecture with rules of its own on top: the longer prefix wins. */
    HESHAN("heshan", "鹤山市", "HS", "440784"),
    JIANGMEN("jiangmen", "江门市", "JM", "4407");

    private final String tenantId;
    private final String chineseName;
    private final String caseLetters;
    private final String divisionPrefix;

    PoolingArea(String tenantId, String chineseName, String caseLetters, String divisionPrefix) {
        this.tenantId = tenantId;
        this.chineseName = chineseName;
        this.caseLetters = caseLetters;
        this.divisionPrefix = divisionPrefix;
    }

    /** The areas to whose people a hospital of a division is local: it lies in the same prefecture. */
    public static Set<PoolingArea> servedBy(DivisionCode hospitalDivision) {
        Set<PoolingArea> served = EnumSet.noneOf(PoolingArea.class);
        for (PoolingArea area : values()) {
            if (hospitalDivision.value().startsWith(area.divisionPrefix.substring(0, 4))) {
                served.add(area);
            }
        }
        return served;
    }

    /** The area that insures the people of a division, if any does. */
    public static Optional<PoolingArea> of(DivisionCode division) {
        PoolingArea best = null;
        for (PoolingArea area : values()) {
            if (division.value().startsWith(area.divisionPrefix)
                    && (best == null || area.divisionPrefix.length() > best.divisionPrefix.length())) {
                best = area;
            }
        }
        return Optional.ofNullable(best);
    }

    public static Optional<PoolingArea> ofTenant(String tenantId) {
        for (PoolingArea area : values()) {
            if (area.tenantId.equals(tenantId)) {
                return Optional.of(area);
            }
        }
        return Optional.empty();
    }

    public String tenantId() {
        return tenantId;
    }

    public String chineseName() {
        return chineseName;
    }

    /** The letters with which the office's case numbers begin. */
    public String caseLetters() {
        return caseLetters;
    }
}

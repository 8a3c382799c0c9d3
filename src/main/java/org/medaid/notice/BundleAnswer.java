package org.medaid.notice;

import java.util.List;
import java.util.SortedMap;

/** A bundle of public pages, or why there is none. */
public sealed interface BundleAnswer {

    /**
     * @param files the content of each file by its path in the bundle
     * @param zip the same files as a ZIP
     */
    record Exported(SortedMap<String, byte[]> files, byte[] zip) implements BundleAnswer {}

    /**
     * Nothing leaves: something personal was found.
     *
     * @param finds at least one
     */
    record Refused(List<Found> finds) implements BundleAnswer {}

    /**
     * Something personal on a page; what it is is not repeated here.
     *
     * @param file its path in the bundle
     * @param code {@code IDENTITY_NUMBER}, {@code PHONE} or {@code NAME}
     * @param kindName the same in Chinese
     */
    record Found(String file, String code, String kindName) {}
}

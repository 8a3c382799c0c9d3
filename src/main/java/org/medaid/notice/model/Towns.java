package org.medaid.notice.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.medaid.kernel.DivisionCode;
import org.medaid.notice.NoticeView;
import org.medaid.party.Divisions;

/** Notices by county and township, in the order of their codes. */
public final class Towns {

    /**
     * A township with what is published there.
     *
     * @param key stands for it in addresses: its code
     */
    public record Town(String key, String name, List<NoticeView> notices) {}

    /** A county with its townships. */
    public record County(String name, List<Town> towns) {}

    private Towns() {}

    public static List<County> of(List<NoticeView> notices) {
        Map<String, Map<String, List<NoticeView>>> byCounty = new TreeMap<>();
        for (NoticeView notice : notices) {
            byCounty.computeIfAbsent(notice.townCode().substring(0, 6), any -> new TreeMap<>())
                    .computeIfAbsent(notice.townCode(), any -> new ArrayList<>())
                    .add(notice);
        }
        List<County> counties = new ArrayList<>();
        byCounty.forEach((county, towns) -> {
            List<Town> listed = new ArrayList<>();
            towns.forEach((code, published) -> listed.add(new Town(code, published.get(0).townName(), published)));
            counties.add(new County(Divisions.labelOf(new DivisionCode(county)), listed));
        });
        return counties;
    }

    /** Every township by its key. */
    public static Map<String, Town> byKey(List<County> counties) {
        Map<String, Town> towns = new LinkedHashMap<>();
        counties.forEach(county -> county.towns().forEach(town -> towns.put(town.key(), town)));
        return towns;
    }
}

package org.medaid.security;

import java.util.function.Predicate;

/**
 * A page that staff open from the menu.
 *
 * @param address without a host, for example {@code /claims}
 * @param name what the page is called in its own title
 * @param purpose what one does there, in a few words
 * @param readers whom the page answers; who is not among them is not shown it
 */
public record OfficePage(Section section, String address, String name, String purpose, Predicate<CurrentUser> readers) {

    /** Where in the menu it stands, in this order. */
    public enum Section {
        WORK("日常办理"),
        PEOPLE("救助对象"),
        MONEY("结算和资金"),
        OVERVIEW("总览和统计"),
        OFFICE("机构设置");

        private final String chineseName;

        Section(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }
    }
}

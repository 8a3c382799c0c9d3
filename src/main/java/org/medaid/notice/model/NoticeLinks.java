package org.medaid.notice.model;

import org.medaid.notice.NoticeView;

/** Where the links of the pages lead: to the application, or to the files beside each other in the bundle. */
public interface NoticeLinks {

    String css();

    String home();

    String town(String townKey);

    String notice(NoticeView notice);

    /** Where somebody objects. */
    String objection(NoticeView notice);

    /** Whether the pages stand alone, without an application behind them. */
    boolean standAlone();

    /** In the application. */
    static NoticeLinks served() {
        return new NoticeLinks() {
            @Override
            public String css() {
                return "/assets/notices.css";
            }

            @Override
            public String home() {
                return "/notices";
            }

            @Override
            public String town(String townKey) {
                return "/notices?town=" + townKey;
            }

            @Override
            public String notice(NoticeView notice) {
                return "/notices/" + notice.id();
            }

            @Override
            public String objection(NoticeView notice) {
                return "/notices/" + notice.id() + "/objections";
            }

            @Override
            public boolean standAlone() {
                return false;
            }
        };
    }

    /** @param up the way from the page to the bundle's root: empty or {@code ../} */
    static NoticeLinks bundled(String up) {
        return new NoticeLinks() {
            @Override
            public String css() {
                return up + "notices.css";
            }

            @Override
            public String home() {
                return up + "index.html";
            }

            @Override
            public String town(String townKey) {
                return up + "towns/" + townKey + ".html";
            }

            @Override
            public String notice(NoticeView notice) {
                return up + "notices/" + notice.reference() + ".html";
            }

            @Override
            public String objection(NoticeView notice) {
                return up + "objection-form.html";
            }

            @Override
            public boolean standAlone() {
                return true;
            }
        };
    }
}

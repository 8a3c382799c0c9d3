package org.medaid.notice;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.medaid.notice.model.NoticeLinks;
import org.medaid.notice.model.Towns.County;
import org.medaid.notice.model.Towns.Town;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Writes the public pages: the same for the application and for the bundle. */
@Component
public class NoticePageWriter {

    private final SpringTemplateEngine templates;
    private final boolean demonstration;

    NoticePageWriter(SpringTemplateEngine templates, @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.templates = templates;
        this.demonstration = demonstration;
    }

    public String home(List<County> counties, LocalDate day, NoticeLinks links) {
        return write("home", links, Map.of("counties", counties, "day", day));
    }

    public String town(County county, Town town, LocalDate day, NoticeLinks links) {
        return write("town", links, Map.of("county", county, "town", town, "day", day));
    }

    public String notice(NoticeView notice, NoticeLinks links) {
        return write("notice", links, Map.of("notice", notice));
    }

    /** The page of the bundle that is printed and filled in by hand. */
    public String paperForm(NoticeLinks links) {
        return write("paper-form", links, Map.of());
    }

    public String form(NoticeView notice, NoticeLinks links, Map<String, Object> form) {
        Map<String, Object> values = new HashMap<>(form);
        values.put("notice", notice);
        return write("objection", links, values);
    }

    public String received(NoticeView notice, String reference, NoticeLinks links) {
        return write("received", links, Map.of("notice", notice, "reference", reference));
    }

    /** Instead of a notice that has ended. */
    public String gone(NoticeLinks links) {
        return write("gone", links, Map.of());
    }

    private String write(String page, NoticeLinks links, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("links", links);
        all.put("demonstration", demonstration);
        return templates.process("notices/" + page, new Context(Locale.SIMPLIFIED_CHINESE, all));
    }
}

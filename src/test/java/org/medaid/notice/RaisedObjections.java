package org.medaid.notice;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears what the application process will hear; a bean of every integration test. */
@Component
public class RaisedObjections {

    private final List<ObjectionRaised> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void hear(ObjectionRaised event) {
        heard.add(event);
    }

    List<ObjectionRaised> of(NoticeView notice) {
        return heard.stream()
                .filter(event -> event.applicationId().equals(notice.applicationId()))
                .toList();
    }
}

package org.medaid.notice;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.persistence.StoredNotices;
import org.medaid.notice.persistence.StoredObjections;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an office sees of its own notices, those that ended too. */
@Service
@Transactional(readOnly = true)
public class NoticeOffice {

    private static final int MOST = 200;

    private final StoredNotices notices;
    private final StoredObjections objections;

    NoticeOffice(StoredNotices notices, StoredObjections objections) {
        this.notices = notices;
        this.objections = objections;
    }

    /**
     * The newest notices of an office, at most 200.
     *
     * @param towns whose notices, by code; empty for all
     */
    public List<NoticeView> newest(PoolingArea area, Set<String> towns) {
        return notices.newest(area, towns, MOST);
    }

    /** A notice of the office; empty for another office's. */
    public Optional<NoticeView> notice(PoolingArea area, NoticeId id) {
        return notices.find(id).filter(notice -> notice.area() == area);
    }

    /** The objections of an office that wait for their answer, oldest first. */
    public List<ObjectionView> open(PoolingArea area) {
        return objections.open(area);
    }
}

package org.medaid.notice;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;

/** Notices about invented households, open today. */
public final class SampleNotices {

    public static final String HOW_TO_OBJECT = "可以在本页提出，也可以到镇公共服务中心窗口提出，或者拨打0750-3210000。";

    private SampleNotices() {}

    public static PublishNotice open(PoolingArea area, BusinessClock clock, String townCode, String townName) {
        LocalDate today = clock.today();
        return of(
                area,
                townCode,
                townName,
                List.of(
                        new NamedPerson("虚构小𬭎", today.minusYears(50)),
                        new NamedPerson("虚·构买提", today.minusYears(40)),
                        new NamedPerson("虚构未成", today.minusYears(10))),
                today.minusDays(1),
                today.plusDays(5),
                HOW_TO_OBJECT);
    }

    static PublishNotice of(
            PoolingArea area,
            String townCode,
            String townName,
            List<NamedPerson> persons,
            LocalDate from,
            LocalDate to,
            String howToObject) {
        return new PublishNotice(
                area,
                UUID.randomUUID(),
                area.caseLetters() + "-S-20260001",
                townCode,
                townName,
                "低收入家庭成员",
                persons,
                from,
                to,
                howToObject,
                area.tenantId() + "-township1");
    }
}

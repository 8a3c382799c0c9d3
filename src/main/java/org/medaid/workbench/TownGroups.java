package org.medaid.workbench;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.party.Town;
import org.medaid.security.StaffDirectory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A group for each township, in which an administrator puts those who work for its people alone. Looked at anew at each start. */
@Component
@Clause("X6")
public class TownGroups {

    /** Any number no other part of the application locks. */
    private static final long LOCK = 140_003L;

    private final Parties parties;
    private final StaffDirectory staff;
    private final JdbcClient jdbc;

    TownGroups(Parties parties, StaffDirectory staff, JdbcClient jdbc) {
        this.parties = parties;
        this.staff = staff;
        this.jdbc = jdbc;
    }

    /** Two nodes that start at once wait for each other. */
    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void establish() {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(?)) as held").param(LOCK).query(Integer.class).single();
        staff.openTownGroups(Arrays.stream(PoolingArea.values())
                .flatMap(area -> parties.towns(area).stream())
                .collect(Collectors.toMap(Town::code, Town::name)));
    }
}

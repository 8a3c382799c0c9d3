package org.medaid.settlement;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.Outcome;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Fund;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Invented money in the demonstration's special accounts: without any, none of its payments could be tried. */
@Component
@ConditionalOnProperty("medaid.demonstration")
class DemonstrationReceipts implements ApplicationRunner {

    private static final String AMOUNT = "50000000.00";

    private final FundReceipts receipts;
    private final BusinessClock clock;

    DemonstrationReceipts(FundReceipts receipts, BusinessClock clock) {
        this.receipts = receipts;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        for (PoolingArea area : PoolingArea.values()) {
            for (Fund fund : FundReceipts.FUNDS) {
                enterOnce(area, fund);
            }
        }
    }

    /** Struck by somebody, it stays struck. */
    private void enterOnce(PoolingArea area, Fund fund) {
        String voucher = "YS-%02d".formatted(fund.ordinal() + 1);
        UUID id = UUID.nameUUIDFromBytes(
                (area.tenantId() + "DEMO-" + fund.name().replace('_', '-')).getBytes(StandardCharsets.UTF_8));
        if (receipts.find(area, id).isPresent()) {
            return;
        }
        CurrentUser finance = new CurrentUser(
                area.tenantId() + "-finance1", "演示", Optional.of(area), Set.of(Groups.DEPARTMENT_FINANCE), Optional.empty());
        Outcome<UUID> entered = receipts.enter(
                finance, new EnterReceipt(id.toString(), fund.name(), AMOUNT, clock.today().toString(), voucher));
        if (!entered.problems().isEmpty()) {
            throw new IllegalStateException("the demonstration's own receipts are refused: " + entered.problems());
        }
    }
}

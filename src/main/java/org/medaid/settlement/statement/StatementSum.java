package org.medaid.settlement.statement;

import org.medaid.kernel.Money;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;

/** What a statement's lines come to for one fund and account. */
public record StatementSum(Fund fund, AccountKind account, Money amount) {}

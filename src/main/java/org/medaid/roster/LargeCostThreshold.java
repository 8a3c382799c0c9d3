package org.medaid.roster;

import java.time.LocalDate;
import org.medaid.kernel.Money;

/**
 * From which yearly burden on an office looks into a person's case; the office's own figure.
 *
 * @param from the first day it counts
 * @param documentNumber the office's own document
 * @param demonstration whether the figure is invented
 */
public record LargeCostThreshold(LocalDate from, Money amount, String documentNumber, boolean demonstration) {}

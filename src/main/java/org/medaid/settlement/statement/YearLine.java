package org.medaid.settlement.statement;

import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;

/**
 * What a year came to between an office and a hospital (年终清算, 江人社发〔2018〕567号 五(五)).
 *
 * @param payee the hospital's code
 * @param statements how many there are of the year's months and quarters
 * @param open how many of them are not closed
 * @param lines what all their lines come to
 * @param withheld lines whose dispute was upheld, less those that came back with a reversal
 * @param deduction what was deducted
 * @param advanceTaken what of the advance came back
 * @param payable what was approved for payment
 * @param carried what the hospital still owes after the year's last statement
 * @param advanceLeft what of the advance the hospital still holds now
 */
public record YearLine(
        PoolingArea area,
        String payee,
        int statements,
        int open,
        Money lines,
        Money withheld,
        Money deduction,
        Money advanceTaken,
        Money payable,
        Money carried,
        Money advanceLeft) {}

package org.medaid.application.model;

import org.medaid.kernel.Money;

/**
 * What a household declares about its means and its need.
 *
 * @param savings in yuan
 * @param medicalCosts paid in the twelve months before, in yuan
 */
public record Declared(
        String vehicles, String realEstate, String business, Money savings, String illness, Money medicalCosts) {}

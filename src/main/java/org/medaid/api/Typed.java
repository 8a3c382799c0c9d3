package org.medaid.api;

import org.medaid.kernel.Money;

/** What people typed into a form, before anybody knows whether it is right. */
public final class Typed {

    private Typed() {}

    public static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    /** The amount in yuan, or null if the text is none or says less than nothing. */
    public static Money amount(String text) {
        try {
            Money money = Money.parse(text);
            return money.isNegative() ? null : money;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

/** The page of a payee's accounts, as the two people use it who enter and check one. */
final class AccountPages {

    private AccountPages() {}

    /** @param kind {@code CARD} or {@code PASSBOOK} */
    static void entered(Page clerk, String kind, String number, String bank, String holder) {
        clerk.locator(".entry input[value=" + kind + "]").check();
        clerk.locator(".entry input[name=number]").fill(number);
        clerk.locator(".entry input[name=bankName]").fill(bank);
        clerk.locator(".entry input[name=holderName]").fill(holder);
        clerk.locator(".entry button").click();
    }

    static void retyped(Page checker, String number) {
        checker.locator(".clearing input[name=number]").fill(number);
    }

    static void accepted(Page checker) {
        checker.getByText("复核通过", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(checker.locator("body")).containsText("（现用）");
    }
}

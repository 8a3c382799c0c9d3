package org.medaid.settlement.payment;

import java.util.Optional;

/** Whether a number can be that of a bank account. */
final class BankAccountNumber {

    /** What the clerk holds in hand. */
    enum Kind {
        CARD("银行卡"),
        PASSBOOK("存折、对公或其他账号");

        private final String chineseName;

        Kind(String chineseName) {
            this.chineseName = chineseName;
        }

        String chineseName() {
            return chineseName;
        }
    }

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int SHORTEST_CARD = 16;

    private BankAccountNumber() {}

    /** What people write between the digits does not count. */
    static String plain(String typed) {
        return typed == null ? "" : typed.replaceAll("[\\s\\u00a0\\u3000-]", "");
    }

    /** What is wrong with a number, in Chinese; empty if nothing is. */
    static Optional<String> problem(Kind kind, String number) {
        if (!number.matches("\\d{" + SHORTEST + "," + LONGEST + "}")) {
            return Optional.of("账号应为" + SHORTEST + "至" + LONGEST + "位数字。");
        }
        if (kind == Kind.CARD && number.length() < SHORTEST_CARD) {
            return Optional.of("银行卡号应为" + SHORTEST_CARD + "至" + LONGEST + "位数字；存折账号请选择“" + Kind.PASSBOOK.chineseName + "”。");
        }
        if (kind == Kind.CARD && !luhn(number)) {
            return Optional.of("银行卡号的校验位不符，请对照银行卡重新录入。");
        }
        return Optional.empty();
    }

    /** ISO/IEC 7812-1, annex B. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    /** All but the last four digits hidden. */
    static String masked(String number) {
        return "*".repeat(number.length() - 4) + number.substring(number.length() - 4);
    }
}

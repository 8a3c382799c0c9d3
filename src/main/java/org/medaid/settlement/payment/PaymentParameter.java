package org.medaid.settlement.payment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for its payments: deadlines, and how the file for the treasury looks. */
public enum PaymentParameter implements ProcedureParameterKey {
    APPROVAL_DAYS(ParameterForm.workingDays("payment.approval-working-days", "付款批次审核期限（工作日）")),
    FINANCE_DAYS(ParameterForm.workingDays("payment.finance-working-days", "付款批次财政审批期限（工作日）")),
    PAY_DAYS(ParameterForm.workingDays("payment.pay-working-days", "付款并上传银行回单期限（工作日）")),
    BALANCE_CHECK(ParameterForm.choice(
            "payment.balance-check", "付款前核对财政专户账面余额", PaymentParameter.YES, "是", "NO", "否")),
    FILE_CHARSET(ParameterForm.choice(
            "payment.file-charset", "付款文件编码", "UTF-8", "UTF-8（带标记）", "GBK", "GBK（GB18030）")),
    FILE_COLUMNS(ParameterForm.text(
            "payment.file-columns", "付款文件栏目（按顺序，逗号分隔）", PaymentParameter::columnProblem));

    /** The value of {@link #BALANCE_CHECK} by which more than the special account holds is not paid. */
    static final String YES = "YES";

    /** The articles by which finance pays out of the fund's account. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "六(二)"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "四(三)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "四(三)2"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "四(三)2"));

    private final ParameterForm form;

    PaymentParameter(ParameterForm form) {
        this.form = form;
    }

    @Override
    public ParameterForm form() {
        return form;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return article(area);
    }

    /** The area's article about payments. */
    static Citation article(PoolingArea area) {
        return BASES.get(area);
    }

    private static String columnProblem(String value) {
        List<String> asked = Arrays.asList(String.valueOf(value).split(",", -1));
        List<String> known = Arrays.stream(PaymentFile.Column.values())
                .map(PaymentFile.Column::title)
                .toList();
        if (!known.containsAll(asked) || new HashSet<>(asked).size() != asked.size()) {
            return "栏目只能从“" + String.join("、", known) + "”中选，各用一次，以英文逗号分隔。";
        }
        List<String> missing = new ArrayList<>(PaymentFile.REQUIRED);
        missing.removeAll(asked);
        return missing.isEmpty() ? null : "付款文件缺少栏目：" + String.join("、", missing) + "。";
    }

    /** Makes the keys known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(PaymentParameter.values());
        }
    }
}

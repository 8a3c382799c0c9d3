package org.medaid.workbench;

import java.util.List;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** How early an office has its staff reminded of what is due. */
public enum ReminderParameter implements ProcedureParameterKey {
    REMINDER_DAYS;

    private static final int MOST = 10;

    @Override
    public String code() {
        return "office.reminder-working-days";
    }

    @Override
    public String chineseName() {
        return "办理期限到期前提醒（提前几个工作日）";
    }

    @Override
    public Citation basis() {
        return new Citation("连政办发〔2017〕22号", "三");
    }

    @Override
    public Optional<String> problem(String value) {
        return value != null && value.matches("[1-9]|10")
                ? Optional.empty()
                : Optional.of(chineseName() + "应为1至" + MOST + "的整数。");
    }

    /** Makes the key known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(ReminderParameter.values());
        }
    }
}

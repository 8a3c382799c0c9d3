package org.medaid.workbench.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.medaid.workbench.CaseSearch;
import org.medaid.workbench.Substitutions;
import org.medaid.workbench.figures.FigureReaders;
import org.medaid.workbench.figures.unassisted.UnassistedDesk;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the workbench itself has in the menu: the tasks come first. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class WorkbenchMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(
                        Section.WORK, "/camunda/app/tasklist/default/", "待办任务", "领取和办理任务", user -> true),
                new OfficePage(Section.WORK, "/my-cases", "我的办件", "我办过的业务现在到了哪一步", user -> true),
                new OfficePage(Section.WORK, "/cases", "查找业务", "按编号、姓名或身份证号查找", CaseSearch::searches),
                new OfficePage(Section.WORK, "/substitutions", "休假代办", "休假期间由同事代办", Substitutions::maySee),
                new OfficePage(Section.OVERVIEW, "/office", "业务总览", "各环节、时限和资金情况", FigureReaders::mayReadHospitals),
                new OfficePage(Section.OVERVIEW, "/finished-cases", "已办结业务", "逐件查看办理经过", FigureReaders::mayReadAll),
                new OfficePage(Section.OVERVIEW, "/reports", "统计报表", "月度和季度报表", FigureReaders::mayReadAll),
                new OfficePage(Section.OVERVIEW, "/unassisted", "应救未救核查", "符合条件而没有得到救助的费用", UnassistedDesk::mayRead),
                new OfficePage(Section.OVERVIEW, "/incidents", "系统异常停办的业务", "停在系统环节的业务和处理办法", FigureReaders::mayReadAll),
                new OfficePage(Section.OFFICE, "/rules", "待遇规则", "什么情况救助多少，依据哪一条", RulesPage::reads),
                new OfficePage(Section.OFFICE, "/settings", "参数与规则", "本机构的办理参数和待遇规则", SettingsPage::reads),
                new OfficePage(Section.OFFICE, "/help", "帮助", "各岗位的图文说明", user -> true));
    }
}

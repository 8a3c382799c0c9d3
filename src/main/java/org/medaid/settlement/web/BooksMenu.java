package org.medaid.settlement.web;

import java.util.List;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePage.Section;
import org.medaid.security.OfficePages;
import org.medaid.settlement.HospitalAccess;
import org.medaid.settlement.OfficeBooks;
import org.medaid.settlement.onestop.OneStopOffice;
import org.springframework.stereotype.Component;

/** What the counter and the books have in the menu. */
@Component
class BooksMenu implements OfficePages {

    @Override
    public List<OfficePage> pages() {
        return List.of(
                new OfficePage(Section.MONEY, "/one-stop/settlements", "一站式结算", "医院结算系统已结算的费用", OneStopOffice::mayRead),
                new OfficePage(Section.MONEY, "/one-stop", "就医登记", "医院登记的住院和门诊", OneStopOffice::mayRead),
                new OfficePage(Section.MONEY, "/one-stop/suspensions", "一站式结算的暂停与恢复", "暂停医院或个人的一站式结算", OneStopOffice::mayRead),
                new OfficePage(Section.MONEY, "/ledger", "资金账", "科目余额、明细和结账", OfficeBooks::mayRead),
                new OfficePage(Section.MONEY, "/ledger/receipts", "资金到账", "登记财政拨入的资金", OfficeBooks::mayRead),
                new OfficePage(Section.MONEY, "/ledger/quarters", "资金季度对账", "医保、财政双方对账", OfficeBooks::mayRead),
                new OfficePage(Section.MONEY, "/ledger/years", "资金账年终结转", "结转结余", OfficeBooks::mayRead),
                new OfficePage(Section.MONEY, "/ledger/checks", "账务核对", "账、单、限额逐项核对", OfficeBooks::mayRead),
                new OfficePage(
                        Section.OFFICE, "/hospital-credentials", "医院系统密钥", "发放、更换和锁定医院系统密钥", HospitalAccess::mayManage));
    }
}

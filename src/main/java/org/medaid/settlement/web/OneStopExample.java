package org.medaid.settlement.web;

/** What a hospital's system sends and gets, as the description of the interface shows it; invented. */
final class OneStopExample {

    static final String ADMISSION =
            """
            {
              "office": "fushun",
              "residentId": "210402195001019907",
              "name": "张示例一",
              "careType": "INPATIENT",
              "admissionNumber": "ZY-2026-0001",
              "admittedOn": "2026-03-02",
              "diagnosis": "肺炎",
              "emergency": false
            }
            """;

    static final String ADMITTED =
            """
            {
              "admission": "6f1d6a0e-3b0f-4c39-9d6e-2f3f8a1b5c7d",
              "office": "fushun",
              "officeName": "抚顺市",
              "patient": "张**一",
              "state": "OPEN",
              "stateName": "已登记",
              "careType": "INPATIENT",
              "admissionNumber": "ZY-2026-0001",
              "admittedOn": "2026-03-02",
              "categories": [{"code": "SUBSISTENCE_ALLOWANCE", "name": "最低生活保障对象"}]
            }
            """;

    static final String BILL =
            """
            {
              "admission": "6f1d6a0e-3b0f-4c39-9d6e-2f3f8a1b5c7d",
              "dischargedOn": "2026-03-09",
              "diagnosis": "社区获得性肺炎",
              "diseases": [],
              "invoiceNumber": "210402-00012345",
              "amounts": {
                "total": "5200.00", "inScope": "5000.00", "deductible": "300.00", "basicPaid": "1000.00",
                "criticalIllnessPaid": "0.00", "supplementaryPaid": "0.00", "selfPaid": "200.00"
              },
              "items": [
                {"name": "床位费", "catalogueClass": "A", "selfPaid": false, "amount": "1400.00"},
                {"name": "抗菌药物", "catalogueClass": "B", "selfPaid": false, "amount": "3600.00"},
                {"name": "自费药品", "catalogueClass": "OUTSIDE", "selfPaid": true, "amount": "200.00"}
              ]
            }
            """;

    private static final String SPLIT =
            """
              "payers": [
                {"payer": "BASIC_INSURANCE", "name": "基本医疗保险", "amount": "1000.00"},
                {"payer": "MEDICAL_ASSISTANCE_FUND", "name": "医疗救助基金", "amount": "2400.00"},
                {"payer": "PERSON", "name": "个人负担", "amount": "1800.00"}
              ],
              "deductedAtCounter": "2400.00",
              "patientPays": "1800.00",
              "providerDiscount": "0.00",
              "providerDiscounts": [],
              "lines": [{
                "code": "fushun.inpatient", "payer": "MEDICAL_ASSISTANCE_FUND", "base": "4000.00", "ratio": "0.60",
                "ceiling": "5000.00", "usedBefore": "0.00", "amount": "2400.00",
                "citation": {"document": "抚政办发〔2014〕67号", "article": "四(二)"}, "officeParameter": false
              }],
              "reasons": []
            """;

    static final String PREVIEWED = "{\n"
            + "  \"admission\": \"6f1d6a0e-3b0f-4c39-9d6e-2f3f8a1b5c7d\",\n"
            + "  \"status\": \"PREVIEWED\",\n"
            + "  \"reservedUntil\": \"2026-03-24\",\n"
            + SPLIT + "}";

    static final String SETTLED = "{\n"
            + "  \"settlement\": \"0b9f5f0a-6d4f-4d0e-8b0c-6a1f7d1c2e3f\",\n"
            + "  \"caseNumber\": \"FS-2026-000013\",\n"
            + "  \"status\": \"SETTLED\",\n"
            + "  \"admission\": \"6f1d6a0e-3b0f-4c39-9d6e-2f3f8a1b5c7d\",\n"
            + "  \"slip\": \"/api/v1/settlements/0b9f5f0a-6d4f-4d0e-8b0c-6a1f7d1c2e3f/slip.pdf\",\n"
            + SPLIT + "}";

    static final String LEFT_TO_OFFICE =
            """
            {
              "settlement": "0b9f5f0a-6d4f-4d0e-8b0c-6a1f7d1c2e3f",
              "caseNumber": "HS-2020-000007",
              "status": "WITH_OFFICE",
              "admission": "6f1d6a0e-3b0f-4c39-9d6e-2f3f8a1b5c7d",
              "code": "REVIEW_REQUIRED",
              "message": "自费部分超过限额，须经专家评审（江人社发〔2018〕567号 五(三)）。已转经办机构办理，请告知患者业务编号，办理结果请按本地址查询。"
            }
            """;

    static final String REASON = "{\"reason\": \"费用录入有误\"}";

    static final String REVERSED =
            """
            {
              "settlement": "0b9f5f0a-6d4f-4d0e-8b0c-6a1f7d1c2e3f",
              "caseNumber": "FS-2026-000013",
              "status": "REVERSED"
            }
            """;

    private OneStopExample() {}
}

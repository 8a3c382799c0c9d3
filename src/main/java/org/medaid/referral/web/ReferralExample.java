package org.medaid.referral.web;

/** What a hospital's system sends, as the description of the interface shows it; invented. */
final class ReferralExample {

    static final String REQUEST =
            """
            {
              "office": "heshan",
              "residentId": "440784196609099982",
              "name": "梁示例九",
              "phone": "0750-0000000",
              "workUnit": "",
              "diagnosis": "冠状动脉粥样硬化性心脏病",
              "targetHospital": "H4401003",
              "tier3Hospital": "H4407033",
              "emergency": false,
              "admittedOn": null,
              "doctor": "区示例",
              "department": "心内科",
              "summary": "反复胸闷三个月，冠脉造影示三支病变。",
              "reason": "需行冠状动脉旁路移植术，本院无此条件。"
            }
            """;

    private ReferralExample() {}
}

package org.medaid.policy;

import java.util.Optional;

/** The disease groups an office recognises: Fushun's ten for special outpatients, then its eight critical illnesses. */
public enum Disease {
    MALIGNANT_TUMOUR("恶性肿瘤放疗或普通治疗"),
    TRANSPLANT_AFTERCARE("器官、组织、细胞移植术后治疗"),
    CHRONIC_RENAL_FAILURE_DIALYSIS("慢性肾功能腹膜透析、血液透析"),
    VIRAL_HEPATITIS_ANTIVIRAL("病毒性肝炎抗病毒治疗"),
    TUBERCULOSIS("结核"),
    CHRONIC_HEPATITIS_OR_CIRRHOSIS("慢性肝炎、肝硬化"),
    MENTAL_DISORDER("精神疾病（含14周岁以下儿童脑瘫、自闭症）"),
    APLASTIC_ANAEMIA("再生障碍性贫血"),
    HAEMOPHILIA("血友病"),
    JUVENILE_DIABETES("未成年人糖尿病"),
    CHILDHOOD_LEUKAEMIA("儿童白血病"),
    CHILDHOOD_CONGENITAL_HEART_DISEASE("儿童先天性心脏病"),
    END_STAGE_RENAL_DISEASE("终末期肾病"),
    BREAST_CANCER_FEMALE("妇女乳腺癌"),
    CERVICAL_CANCER("宫颈癌"),
    SEVERE_MENTAL_DISORDER("重性精神疾病"),
    MDR_TUBERCULOSIS("耐多药肺结核"),
    AIDS_OPPORTUNISTIC_INFECTION("艾滋病机会性感染");

    private final String chineseName;

    Disease(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public static Optional<Disease> of(String code) {
        return Codes.find(values(), code);
    }
}

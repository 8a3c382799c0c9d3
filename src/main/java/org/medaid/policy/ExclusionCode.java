package org.medaid.policy;

import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;

/** The fourteen kinds of cost that are not paid for, 江人社发〔2018〕567号 五(四). */
@Clause("C13")
public enum ExclusionCode {
    E01("个人违法行为或本人故意所致（精神病除外）"),
    E02("吸毒、斗殴、酗酒、违法驾驶等所致"),
    E03("由他方负责的事故（经最终裁判仍无法获赔者除外）"),
    E04("美容或非功能性矫正"),
    E05("预防保健、疗养"),
    E06("国外或港、澳、台就医"),
    E07("应由工伤保险支付"),
    E08("滥用医疗资源"),
    E09("不育（孕）症、性功能障碍诊疗"),
    E10("不符合计划生育政策规定"),
    E11("目录外中药饮片"),
    E12("鉴定治疗终结后继续住院"),
    E13("住院起付标准以下费用、药店购药"),
    E14("经审核属不合理、不必要");

    private final String chineseName;

    ExclusionCode(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    public Citation citation() {
        return new Citation("江人社发〔2018〕567号", "五(四)" + (ordinal() + 1));
    }

    public static Optional<ExclusionCode> of(String code) {
        return Codes.find(values(), code);
    }
}

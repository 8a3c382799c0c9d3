package org.medaid.workbench.figures;

import java.time.Instant;
import java.util.List;
import org.medaid.kernel.PoolingArea;

/** Cases that have come to a stop because a step of the system failed. */
public interface Incidents {

    /**
     * @param kind what failed: {@code STEP}, {@code TIMER} or {@code OTHER}
     * @param step the label of the step
     * @param number the case's number
     */
    record Incident(String id, String kind, String process, String step, String number, String instance, Instant since) {

        /** What has happened, for people of the office. */
        public String what() {
            return switch (kind) {
                case "STEP" -> "自动环节“" + step + "”多次执行失败，业务停在这里。";
                case "TIMER" -> "到期后的自动处理“" + step + "”执行失败，后续提醒或流转没有进行。";
                default -> "环节“" + step + "”出现系统异常。";
            };
        }

        /** What they do about it. */
        public String todo() {
            return switch (kind) {
                case "STEP" -> "先核对该业务的单据和本机构参数是否齐全、是否在有效期内；确认无误后，请系统管理员在“运行监控”中打开该业务，在“异常事件”中重试。重试仍失败的，"
                        + "请把业务编号报技术支持，不要重复录入。";
                case "TIMER" -> "请系统管理员在“运行监控”中打开该业务并重试；重试前由负责人督促承办人按期办理。";
                default -> "请把业务编号报技术支持处理，处理前不要重复录入。";
            };
        }
    }

    /** The office's, oldest first, at most so many. */
    List<Incident> of(PoolingArea area, int most);

    long count(PoolingArea area);
}

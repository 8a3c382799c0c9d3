package org.medaid.referral;

import org.medaid.kernel.Citation;

/**
 * What the rules say about a transfer.
 *
 * @param tier3Required whether a tier-3 hospital has to agree too
 * @param basis the article that says so
 */
public record RouteFound(Route route, boolean tier3Required, Citation basis) {

    /** Why and where to a patient is referred. */
    public enum Route {
        /** Within the city to a level-3 hospital of the city's own. */
        IN_CITY("转市直三级医院"),
        OUT_OF_CITY("转市外医院"),
        /** To a hospital that the insurance has no contract with. */
        NON_DESIGNATED("转非定点医院"),
        /** To a hospital of a higher level or in another county. */
        UPPER_LEVEL("转上级或县域外医院"),
        NOT_NEEDED("无需转诊备案"),
        /** The area's documents know no referral. */
        NOT_PROVIDED("本地文件未规定转诊备案");

        private final String chineseName;

        Route(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }

        /** Whether a referral is filed at all on this route. */
        public boolean isFiled() {
            return this != NOT_NEEDED && this != NOT_PROVIDED;
        }
    }
}

package org.medaid.policy.model;

/** Who pays, as the rules say it. */
public enum LinePayer {
    MEDICAL_ASSISTANCE_FUND,
    POVERTY_ALLEVIATION_FUND,
    TREATING_HOSPITAL,
    REFERRING_TIER2_HOSPITAL,
    REFERRING_TIER3_HOSPITAL,
    HEALTH_AUTHORITY,
    CIVIL_AFFAIRS,
    PERSON
}

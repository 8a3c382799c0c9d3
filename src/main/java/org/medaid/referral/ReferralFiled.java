package org.medaid.referral;

import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;

/** A referral has been filed: bills refused for the lack of it may be looked at again. Told in the filing's transaction. */
public record ReferralFiled(ReferralId referral, PoolingArea office, PersonId person, String targetHospital) {}

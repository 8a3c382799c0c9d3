package org.medaid.roster;

import java.util.List;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;

/** Where large medical costs of people who are in no category can be seen. Implemented by whoever has bills. */
public interface LargeCosts {

    /** @param amount what the person bore in the year */
    record Borne(PersonId person, Money amount) {}

    /** The people of an area who were in no category on the days of their bills and bore at least the threshold in the year. */
    List<Borne> of(PoolingArea area, int year, Money threshold);
}

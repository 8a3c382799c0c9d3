package org.medaid.party;

import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;

/**
 * A township, town or street office.
 *
 * @param code nine digits; the first six are its county's
 * @param area the office whose cases its people open
 */
public record Town(String code, PoolingArea area, DivisionCode division, String name, boolean demonstration) {}

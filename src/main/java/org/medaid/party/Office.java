package org.medaid.party;

import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;

/**
 * The office of an area.
 *
 * @param demonstration whether the office is invented
 */
public record Office(PoolingArea area, String name, DivisionCode division, boolean demonstration) {}

package org.medaid.security;

import java.util.List;

/** Each module that has pages for staff says which. The menu shows all of them to whom they answer. */
public interface OfficePages {

    /** In the order of the menu. */
    List<OfficePage> pages();
}

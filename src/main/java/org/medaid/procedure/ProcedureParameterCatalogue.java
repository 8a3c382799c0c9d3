package org.medaid.procedure;

import java.util.List;

/** What a module lets the offices set. A bean of each module that has such keys. */
public interface ProcedureParameterCatalogue {

    List<? extends ProcedureParameterKey> keys();
}

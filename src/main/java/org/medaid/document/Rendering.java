package org.medaid.document;

import java.util.List;

/** A letter on paper, or why not. */
public sealed interface Rendering {

    /** @param pdf with every font it uses embedded */
    record Rendered(byte[] pdf) implements Rendering {}

    /** @param characters those no font has, each once, in the order of the content */
    record WithoutGlyphs(List<String> characters) implements Rendering {}
}

package org.medaid.workbench.help;

import java.util.List;
import java.util.Optional;

/**
 * How the people of some groups do their work, step by step.
 *
 * @param name how its address ends; a guide for everybody begins with {@link #PUBLIC}
 * @param title whom it is for, in Chinese
 * @param groups the groups whose members it is for; empty for a guide that is read without signing in
 * @param about what these people do, in one sentence
 * @param steps in the order in which they are done
 */
public record Guide(String name, String title, List<String> groups, String about, List<Step> steps) {

    /** How the names of guides and pictures begin that are shown without signing in. */
    public static final String PUBLIC = "public-";

    public Guide {
        groups = List.copyOf(groups);
        steps = List.copyOf(steps);
    }

    public boolean isPublic() {
        return name.startsWith(PUBLIC);
    }

    /**
     * One thing to do.
     *
     * @param heading what, as a short sentence
     * @param text how; marks like ① stand for the numbers in the picture
     * @param check what to compare before going on; empty if nothing
     * @param trouble what goes wrong and what to do then; empty if nothing
     * @param deadlines the codes of the procedure parameters that limit the step
     * @param basis the articles the step rests on, each as the document's number and the article
     * @param links the pages where it is done
     */
    public record Step(
            String heading,
            String text,
            String check,
            String trouble,
            List<String> deadlines,
            List<String> basis,
            List<Link> links,
            Optional<Picture> picture) {

        public Step {
            check = check == null ? "" : check;
            trouble = trouble == null ? "" : trouble;
            deadlines = deadlines == null ? List.of() : List.copyOf(deadlines);
            basis = basis == null ? List.of() : List.copyOf(basis);
            links = links == null ? List.of() : List.copyOf(links);
            picture = picture == null ? Optional.empty() : picture;
        }
    }

    /** A page of the application. */
    public record Link(String to, String text) {}

    /**
     * A picture of the running application.
     *
     * @param file its name under {@code /help/}
     * @param alt what it shows, for those who cannot see it
     */
    public record Picture(String file, String alt) {}
}

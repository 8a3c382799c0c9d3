package org.medaid;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** What the modules' borders alone do not say. A rule that finds nothing to look at fails (ArchUnit's default). */
@AnalyzeClasses(packages = "org.medaid", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_engine_is_known_only_where_it_is_configured_or_called = noClasses()
            .that()
            .resideOutsideOfPackages("org.medaid.engine..", "org.medaid.security..", "..process..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..")
            .because("a later move to another engine must stay a recipe");

    @ArchTest
    static final ArchRule the_engines_own_insides_are_known_only_where_it_is_configured = noClasses()
            .that()
            .resideOutsideOfPackage("org.medaid.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..impl..")
            .because("its insides change without notice");

    @ArchTest
    static final ArchRule names_say_what_a_class_does = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Manager|Helper|Data)$")
            .because("these names say nothing");

    @ArchTest
    static final ArchRule the_kernel_knows_no_framework = classes()
            .that()
            .resideInAPackage("org.medaid.kernel..")
            .and(describe("are no package descriptions", type -> !type.getSimpleName().equals("package-info")))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.medaid.kernel..", "com.fasterxml.uuid..")
            .because("everybody speaks its words; what makes ids is a library");

    @ArchTest
    static final ArchRule pages_do_not_reach_into_other_modules_stores =
            classes().that(describe("are in a module's web layer", ArchitectureTest::isWeb)).should(keepToTheirOwnStores());

    /** The rules above look for these; if nothing of the kind existed any more, they would pass without looking. */
    @ArchTest
    static void what_the_rules_look_for_exists(JavaClasses classes) {
        assertThat(classes).anyMatch(type -> dependsOn(type, "org.camunda.bpm.engine.impl"));
        assertThat(classes).anyMatch(type -> type.getPackageName().startsWith("org.medaid.security")
                && dependsOn(type, "org.camunda.bpm.engine"));
        assertThat(classes).anyMatch(ArchitectureTest::isWeb);
        assertThat(classes).anyMatch(type -> type.getPackageName().equals("org.medaid.kernel"));
    }

    private static boolean dependsOn(JavaClass type, String packagePrefix) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> dependency.getTargetClass().getPackageName().startsWith(packagePrefix));
    }

    private static boolean isWeb(JavaClass type) {
        return type.getPackageName().matches("org\\.medaid\\.\\w+\\.web(\\..*)?");
    }

    private static ArchCondition<JavaClass> keepToTheirOwnStores() {
        return new ArchCondition<>("use no store of another module") {
            @Override
            public void check(JavaClass page, ConditionEvents events) {
                String module = module(page);
                page.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isStore(dependency.getTargetClass()))
                        .filter(dependency -> !module(dependency.getTargetClass()).equals(module))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(page, dependency.getDescription())));
            }
        };
    }

    private static boolean isStore(JavaClass type) {
        return type.getPackageName().matches("org\\.medaid\\.\\w+\\.persistence(\\..*)?")
                || type.isAssignableTo("org.springframework.data.repository.Repository");
    }

    private static String module(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 2 && type.getPackageName().startsWith("org.medaid.") ? parts[2] : "";
    }
}

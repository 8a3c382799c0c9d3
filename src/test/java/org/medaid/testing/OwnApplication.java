package org.medaid.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Runs in a virtual machine of its own, because it starts an application of its own or leaves the shared one changed:
 * the engine's web applications find their engine in a registry of the whole machine, so the pages of one application
 * would work on the engine of another.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("own-application")
public @interface OwnApplication {}

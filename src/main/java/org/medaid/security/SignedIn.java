package org.medaid.security;

/** Tells who is signed in on this thread. */
public interface SignedIn {

    /** @throws IllegalStateException if nobody is signed in */
    CurrentUser user();
}

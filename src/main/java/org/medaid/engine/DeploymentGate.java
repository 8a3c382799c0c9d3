package org.medaid.engine;

import java.util.List;

/** Looks at every file before the engine takes it in, whatever way it comes: with a release, a page or a machine call. */
public interface DeploymentGate {

    /**
     * What is wrong with a file, in plain Chinese; empty if nothing is.
     *
     * @param fileName the file's name in the deployment
     * @param content its bytes
     */
    List<String> faults(String fileName, byte[] content);

    /** Told of every file that passed, in the transaction of its deployment. */
    void passed(String fileName, byte[] content);
}

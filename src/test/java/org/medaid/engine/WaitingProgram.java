package org.medaid.engine;

/** Does nothing until its standard input is closed: a process that is not a database. */
final class WaitingProgram {

    private WaitingProgram() {}

    public static void main(String[] args) throws Exception {
        System.in.read();
    }
}

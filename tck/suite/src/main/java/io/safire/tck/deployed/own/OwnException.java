package io.safire.tck.deployed.own;

/** An exception of the application. */
public class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}

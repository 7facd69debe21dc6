package io.safire.tck.safire.deployed.own;

/** An exception of the application. */
public class ApplicationException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}

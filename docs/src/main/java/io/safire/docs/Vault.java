package io.safire.docs;

/** The vault of the application. */
@FunctionalInterface
public interface Vault {

    /** Returns a secret from memory. */
    String read(String path);
}

package io.safire.example.demo;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secrets of the application, generated at each start.
 *
 * @param client the client secret that is registered at the sandbox
 * @param job the bearer token that starts the backend job
 * @param keyStore the password of Open Liberty's key store
 */
record Secrets(String client, String job, String keyStore) {

    private static final int BYTES = 32;

    static Secrets random() {
        SecureRandom random = new SecureRandom();
        return new Secrets(text(random), text(random), text(random));
    }

    @Override
    public String toString() {
        return "Secrets[client=***, job=***, keyStore=***]";
    }

    private static String text(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

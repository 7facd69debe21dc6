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
record DemoSecrets(String client, String job, String keyStore) {

    private static final int BYTES = 32;

    static DemoSecrets random() {
        SecureRandom random = new SecureRandom();
        return new DemoSecrets(randomText(random), randomText(random), randomText(random));
    }

    @Override
    public String toString() {
        return "Secrets[client=***, job=***, keyStore=***]";
    }

    private static String randomText(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

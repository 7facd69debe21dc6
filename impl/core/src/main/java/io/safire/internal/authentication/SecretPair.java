package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The current and the previous client secret. The two secrets are different. */
record SecretPair(String current, String previous) {

    String secret(boolean usePrevious) {
        return usePrevious ? previous : current;
    }

    /** Returns a hash that identifies the pair without exposing its secrets. */
    String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(current.getBytes(UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(previous.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform supports SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "SecretPair[***]";
    }
}

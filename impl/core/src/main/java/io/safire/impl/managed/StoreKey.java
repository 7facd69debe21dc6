package io.safire.impl.managed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that seals what is kept.
 *
 * @param id tells keys apart, and nothing about them
 */
public record StoreKey(byte[] id, SecretKey key) {

    static final int BYTES = 32;
    static final int ID_BYTES = 8;

    /** Creates a key that no other process has. */
    public static StoreKey random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return of(secret);
    }

    /** The id as text. */
    public String name() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    static StoreKey of(byte[] secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("safire store key".getBytes(US_ASCII));
            return new StoreKey(Arrays.copyOf(digest.digest(secret), ID_BYTES), new SecretKeySpec(secret, "AES"));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "StoreKey[***]";
    }
}

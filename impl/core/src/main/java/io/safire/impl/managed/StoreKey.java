package io.safire.impl.managed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that seals what is kept.
 *
 * @param id tells keys apart, and nothing about them
 */
record StoreKey(byte[] id, SecretKey key) {

    static final int BYTES = 32;
    static final int ID_BYTES = 8;

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

package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.text.Sha256;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that encrypts the entries of a token store.
 *
 * @param id a truncated hash that identifies the key without revealing the key
 */
public record StoreKey(byte[] id, SecretKey key) {

    public static final int BYTES = 32;
    public static final int ID_BYTES = 8;
    private static final String HMAC = "HmacSHA256";

    public static StoreKey random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return of(secret);
    }

    public String name() {
        return base64url(id);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the HMAC-SHA256 in base64url. */
    public String pseudonym(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getEncoded(), HMAC));
            mac.update("safire account".getBytes(US_ASCII));
            return base64url(mac.doFinal(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Every Java platform supports HmacSHA256", impossible);
        }
    }

    /**
     * @param secret 32 bytes
     */
    public static StoreKey of(byte[] secret) {
        byte[] hash = Sha256.hash("safire store key".getBytes(US_ASCII), secret);
        return new StoreKey(Arrays.copyOf(hash, ID_BYTES), new SecretKeySpec(secret, "AES"));
    }

    @Override
    public String toString() {
        return "StoreKey[***]";
    }
}

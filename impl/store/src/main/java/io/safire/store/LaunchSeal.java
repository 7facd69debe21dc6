package io.safire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.LaunchStoreException;
import io.safire.launch.PendingLaunch;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals launches by AES-GCM under a key made of their {@code state}, which a store does not have: it keeps the hash. So who
 * reads the store gets no verifier, and there is no key to be configured or changed.
 */
public final class LaunchSeal {

    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "safire launch 1".getBytes(UTF_8);

    private final SecureRandom random;

    /**
     * Makes seals.
     *
     * @param random where nonces come from
     */
    public LaunchSeal(SecureRandom random) {
        this.random = random;
    }

    /**
     * Seals.
     *
     * @param launch the launch
     * @return what may be stored
     */
    public byte[] sealed(PendingLaunch launch) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = new byte[1 + NONCE_BYTES];
        head[0] = FORMAT;
        System.arraycopy(nonce, 0, head, 1, NONCE_BYTES);
        try {
            byte[] body = cipher(Cipher.ENCRYPT_MODE, launch.state(), nonce)
                    .doFinal(launch.toJson().toString().getBytes(UTF_8));
            byte[] sealed = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, sealed, head.length, body.length);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES-GCM", impossible);
        }
    }

    /**
     * Opens.
     *
     * @param state the {@code state} of an answer
     * @param sealed what was stored under its hash
     * @return the launch
     * @throws LaunchStoreException if it is not what {@link #sealed} made for this state
     */
    public PendingLaunch opened(String state, byte[] sealed) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORMAT) {
            throw new LaunchStoreException(
                    null, "A stored launch is of another form. Let all nodes use the same version of Safire.");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, state, nonce)
                    .doFinal(sealed, nonce.length + 1, sealed.length - nonce.length - 1);
            try (JsonReader json = Json.createReader(new ByteArrayInputStream(plain))) {
                return PendingLaunch.fromJson(json.readObject());
            }
        } catch (GeneralSecurityException | JsonException | IllegalArgumentException other) {
            throw new LaunchStoreException(
                    null,
                    "A stored launch was changed in the store and cannot be opened. See who else writes there.",
                    other);
        }
    }

    private static Cipher cipher(int mode, String state, byte[] nonce) throws GeneralSecurityException {
        Mac derivation = Mac.getInstance("HmacSHA256");
        // a state is never empty where there is a launch; an answer's may be
        derivation.init(new SecretKeySpec(("s" + state).getBytes(UTF_8), "HmacSHA256"));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(derivation.doFinal(PURPOSE), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[] {FORMAT});
        return cipher;
    }
}

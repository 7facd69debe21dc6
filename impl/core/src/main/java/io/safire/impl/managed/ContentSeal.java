package io.safire.impl.managed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.spi.TokenStore.TokenKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals bytes for one key of a store (AES-256-GCM): nobody reads them, changes them or puts them under another key. Form:
 * version, id of the key, nonce, sealed bytes with tag.
 */
final class ContentSeal {

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + StoreKey.ID_BYTES;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final StoreKeys keys;
    private final SecureRandom random;

    ContentSeal(StoreKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    byte[] seal(byte[] plain, TokenKey place) {
        StoreKey key = keys.current();
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] header = ByteBuffer.allocate(HEADER).put(VERSION).put(key.id()).array();
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, header, place).doFinal(plain);
            return ByteBuffer.allocate(HEADER + NONCE + sealed.length)
                    .put(header)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What was sealed; empty if it was not sealed for this place with one of the keys. */
    Optional<byte[]> open(byte[] content, TokenKey place) {
        if (content.length < HEADER + NONCE || content[0] != VERSION) {
            return Optional.empty();
        }
        byte[] header = Arrays.copyOf(content, HEADER);
        byte[] id = Arrays.copyOfRange(content, 1, HEADER);
        byte[] nonce = Arrays.copyOfRange(content, HEADER, HEADER + NONCE);
        Optional<StoreKey> key = keys.all().stream()
                .filter(candidate -> Arrays.equals(candidate.id(), id))
                .findFirst();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key.get(), nonce, header, place)
                    .doFinal(content, HEADER + NONCE, content.length - HEADER - NONCE));
        } catch (AEADBadTagException changed) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Cipher cipher(int mode, StoreKey key, byte[] nonce, byte[] header, TokenKey place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        byte[] server = place.server().getBytes(UTF_8);
        cipher.updateAAD(header);
        cipher.updateAAD(
                ByteBuffer.allocate(Integer.BYTES).putInt(server.length).array());
        cipher.updateAAD(server);
        cipher.updateAAD(place.subject().getBytes(UTF_8));
        return cipher;
    }
}

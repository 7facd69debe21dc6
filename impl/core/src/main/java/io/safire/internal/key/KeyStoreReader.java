package io.safire.internal.key;

import io.safire.internal.key.UnusableKeyException.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reader of PKCS12, JKS and JCEKS key stores. */
public final class KeyStoreReader {

    private static final byte[] JKS = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};
    private static final byte[] JCEKS = {(byte) 0xCE, (byte) 0xCE, (byte) 0xCE, (byte) 0xCE};

    private KeyStoreReader() {}

    /**
     * A private key of a key store.
     *
     * @param certificate the certificate of the key; null if the store contains no certificate
     */
    record Entry(PrivateKey key, @Nullable X509Certificate certificate) {
        @Override
        public String toString() {
            return "Entry[***]";
        }
    }

    public static KeyStore open(byte[] content, char @Nullable [] password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(type(content).orElse("PKCS12"));
        store.load(new ByteArrayInputStream(content), password);
        return store;
    }

    /**
     * Returns true for a wrong password of the store or of a key. For a key, the exception is an
     * {@code UnrecoverableKeyException}. For the store, the cause of the exception is one (see {@link KeyStore#load}).
     */
    public static boolean isPasswordFailure(Exception failure) {
        return failure instanceof UnrecoverableKeyException || failure.getCause() instanceof UnrecoverableKeyException;
    }

    public static boolean isKeyStore(byte[] content) {
        return type(content).isPresent();
    }

    /** The result is empty if the content is no key store. */
    static Optional<String> type(byte[] content) {
        if (startsWith(content, JKS)) {
            return Optional.of("JKS");
        }
        if (startsWith(content, JCEKS)) {
            return Optional.of("JCEKS");
        }
        return DerStructure.of(content).filter(DerStructure.PKCS12::equals).map(DerStructure::name);
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length > start.length && Arrays.equals(start, Arrays.copyOf(content, start.length));
    }

    /**
     * Reads the only private key, or the private key with the given alias.
     *
     * @throws UnusableKeyException if the store cannot be opened, or if it is unclear which key to use
     */
    static Entry readEntry(KeyDocument document, byte[] content) {
        String password = document.password();
        char[] characters = password == null ? new char[0] : password.toCharArray();
        try {
            KeyStore store = open(content, characters);
            return entry(store, selectAlias(store, document.alias()), characters);
        } catch (GeneralSecurityException | IOException failure) {
            throw exception(failure, password == null);
        }
    }

    private static String selectAlias(KeyStore store, @Nullable String wanted) throws GeneralSecurityException {
        List<String> aliases = Collections.list(store.aliases()).stream()
                .filter(alias -> isPrivateKey(store, alias))
                .sorted()
                .toList();
        if (aliases.isEmpty()) {
            throw new UnusableKeyException("a key store without a private key");
        }
        String listed = " (aliases: " + String.join(", ", aliases) + ")";
        if (wanted == null && aliases.size() > 1) {
            throw new UnusableKeyException(
                    Part.ALIAS, "a key store with several private keys" + listed + ", and no alias is set");
        }
        if (wanted != null && !isPrivateKey(store, wanted)) {
            throw new UnusableKeyException(Part.ALIAS, "a key store without a private key of this alias" + listed);
        }
        return wanted == null ? aliases.get(0) : wanted;
    }

    private static boolean isPrivateKey(KeyStore store, String alias) {
        try {
            return store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class);
        } catch (GeneralSecurityException notLoaded) {
            throw new IllegalStateException(notLoaded);
        }
    }

    private static Entry entry(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        return new Entry(
                (PrivateKey) store.getKey(alias, password),
                store.getCertificate(alias) instanceof X509Certificate certificate ? certificate : null);
    }

    private static UnusableKeyException exception(Exception failure, boolean withoutPassword) {
        if (!isPasswordFailure(failure)) {
            return new UnusableKeyException("a key store that Java cannot read ("
                    + failure.getClass().getSimpleName()
                    + "); convert it with: keytool -importkeystore -srckeystore old -destkeystore key.p12"
                    + " -deststoretype PKCS12");
        }
        if (withoutPassword) {
            return new UnusableKeyException(Part.PASSWORD, "a key store, and no password is set");
        }
        return new UnusableKeyException(
                Part.PASSWORD,
                failure instanceof UnrecoverableKeyException
                        ? "a key store whose key has another password; give the key the password of the store"
                        : "a key store that this password does not open");
    }
}

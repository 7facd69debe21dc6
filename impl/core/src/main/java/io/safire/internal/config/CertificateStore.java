package io.safire.internal.config;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trust store or key store. Two stores are equal if they contain the same certificates under the same aliases.
 * Private keys are not compared, because the certificate of a private key identifies it.
 */
public record CertificateStore(KeyStore keyStore) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CertificateStore store && chains().equals(store.chains());
    }

    @Override
    public int hashCode() {
        return chains().hashCode();
    }

    private Map<String, List<Certificate>> chains() {
        try {
            Map<String, List<Certificate>> chains = new HashMap<>();
            for (String alias : Collections.list(keyStore.aliases())) {
                Certificate[] chain = keyStore.getCertificateChain(alias);
                chains.put(
                        alias,
                        chain == null
                                ? Optional.ofNullable(keyStore.getCertificate(alias)).stream()
                                        .toList()
                                : List.of(chain));
            }
            return chains;
        } catch (KeyStoreException notLoaded) {
            throw new IllegalStateException(notLoaded);
        }
    }
}

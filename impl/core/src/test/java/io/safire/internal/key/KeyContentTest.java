package io.safire.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import org.junit.jupiter.api.Test;

class KeyContentTest {

    @Test
    void comparesBytes() {
        assertThat(KeyContent.of("key")).isEqualTo(KeyContent.of("key")).hasSameHashCodeAs(KeyContent.of("key"));
        assertThat(KeyContent.of("key")).isNotEqualTo(KeyContent.of("kez")).isNotEqualTo("key");
        assertThat(KeyContent.of("key").hashCode())
                .isNotEqualTo(KeyContent.of("kez").hashCode());
    }

    @Test
    void decodesUtf16WithByteOrderMarkOnly() {
        assertThat(KeyContent.of(new byte[] {(byte) 0xFE, (byte) 0xFF}).text()).hasValue("");
        assertThat(KeyContent.of(new byte[] {(byte) 0xFF, (byte) 0xFE, 'k', 0}).text())
                .hasValue("k");
        assertThat(KeyContent.of(new byte[] {(byte) 0xFE}).text()).isEmpty();
    }

    @Test
    void findsNoCertificateInBlankText() throws CertificateException {
        assertThat(CertificateReader.read(KeyContent.of(" \n"))).isEmpty();
    }

    @Test
    void findsNoKeyStoreInMagicNumberAlone() {
        byte[] magicNumber = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};
        assertThat(KeyStoreReader.type(magicNumber)).isEmpty();
        assertThat(KeyStoreReader.type(new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0}))
                .hasValue("JKS");
    }
}

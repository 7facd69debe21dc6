package io.safire.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The texts of objects with keys do not contain the keys. */
class KeyTextTest {

    private final KeyPair pair = KeyFiles.ec("secp384r1");
    private final String pem = KeyFiles.pkcs8(pair);

    @Test
    void namesKeyDocumentWithoutContentAndPassword() {
        assertThat(new KeyDocument(KeyContent.of(pem), "opens-the-key", "app", "2026"))
                .hasToString("KeyDocument[alias=app, kid=2026]");
        assertThat(KeyContent.of(pem)).hasToString("KeyContent[***]");
    }

    @Test
    void namesKeyMaterialWithoutKey() {
        assertThat(new KeyMaterial(pair.getPrivate(), pair.getPublic(), "ES384", "2026", null))
                .hasToString("KeyMaterial[algorithm=ES384, kid=2026]");
        assertThat(new KeyStoreReader.Entry(pair.getPrivate(), null)).hasToString("Entry[***]");
    }

    @Test
    void namesPemBlockWithoutContent() {
        assertThat(PemBlock.parse(pem)).singleElement().hasToString("PemBlock[label=PRIVATE KEY]");
        assertThat(PemBlock.parse(pem).toString())
                .doesNotContain(Base64.getEncoder()
                        .encodeToString(pair.getPrivate().getEncoded())
                        .substring(0, 8));
    }
}

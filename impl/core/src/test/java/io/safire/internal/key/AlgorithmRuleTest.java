package io.safire.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.PrivateKey;
import org.junit.jupiter.api.Test;

class AlgorithmRuleTest {

    private final AlgorithmRule smart = new AlgorithmRule(null);

    @Test
    void selectsAlgorithmByTypeOfKeyWithoutParameters() {
        assertThat(smart.algorithmOf(new KeyInModule("RSA"))).isEqualTo("RS384");
        assertThat(smart.algorithmOf(new KeyInModule("EC"))).isEqualTo("ES384");
        assertThat(new AlgorithmRule(SignatureAlgorithm.ES256).algorithmOf(new KeyInModule("EC")))
                .isEqualTo("ES256");
    }

    @Test
    void rejectsKeyWithoutParametersOfOtherType() {
        assertThatThrownBy(() -> smart.algorithmOf(new KeyInModule("DSA")))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("a key for the algorithm DSA");
        assertThatThrownBy(() -> new AlgorithmRule(SignatureAlgorithm.ES256).algorithmOf(new KeyInModule("RSA")))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("an RSA key, but assertion-algorithm ES256 requires");
    }

    /** A key in a hardware security module. The application does not see its parameters. */
    private record KeyInModule(String type) implements PrivateKey {

        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return type;
        }

        @Override
        @SuppressWarnings("NullAway") // the contract of Key for a key without an encoding
        public String getFormat() {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // the contract of Key for a key without an encoding
        public byte[] getEncoded() {
            return null;
        }
    }
}

package io.safire.minimal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The conversion of signatures from DER to the form of a JWS. */
class EcdsaSignatureTest {

    private static final byte[] R_OF_ONE_BYTE_AND_S_WITH_SIGN_BYTE = der();

    @Test
    void padsShortIntegerAndRemovesSignByte() {
        byte[] concatenated = EcdsaSignature.concatenated(R_OF_ONE_BYTE_AND_S_WITH_SIGN_BYTE);
        assertThat(concatenated).hasSize(96);
        assertThat(Arrays.copyOf(concatenated, 47)).containsOnly(0);
        assertThat(concatenated[47]).isEqualTo((byte) 7);
        assertThat(Arrays.copyOfRange(concatenated, 48, 96)).containsOnly(0xFF);
    }

    @Test
    void keepsConcatenatedIntegers() {
        byte[] concatenated = EcdsaSignature.concatenated(R_OF_ONE_BYTE_AND_S_WITH_SIGN_BYTE);
        assertThat(EcdsaSignature.concatenated(concatenated)).isEqualTo(concatenated);
    }

    @Test
    void rejectsOtherBytes() {
        assertThatThrownBy(() -> EcdsaSignature.concatenated(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Returns a sequence of a short integer R and an integer S of 49 bytes, whose bytes after the sign byte are 0xFF. */
    private static byte[] der() {
        byte[] der = new byte[56];
        Arrays.fill(der, (byte) 0xFF);
        byte[] start = {0x30, 54, 0x02, 1, 7, 0x02, 49, 0};
        System.arraycopy(start, 0, der, 0, start.length);
        return der;
    }
}

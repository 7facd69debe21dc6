package io.safire.internal.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

    @Test
    void hashesConcatenationOfParts() {
        // FIPS 180-4, example "abc"
        assertThat(HexFormat.of().formatHex(Sha256.hash("a".getBytes(US_ASCII), "bc".getBytes(US_ASCII))))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}

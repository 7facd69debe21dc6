package io.safire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenReferenceTest {

    @Test
    void returnsFirst16DigitsOfHash() {
        // FIPS 180-2, appendix B.1
        assertThat(TokenReference.of("abc").hash()).isEqualTo("ba7816bf8f01cfea");
    }

    @Test
    void rejectsMalformedHash() {
        for (String text : new String[] {"", "abc", "BA7816BF8F01CFEA", "ba7816bf8f01cfea0"}) {
            assertThatThrownBy(() -> new TokenReference(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}

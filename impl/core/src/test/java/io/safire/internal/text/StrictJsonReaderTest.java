package io.safire.internal.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.http.HttpTransport;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StrictJsonReaderTest {

    @Test
    void readsAnObjectWithAllTypes() {
        String text =
                "\uFEFF{\"s\":\"x\",\"n\":1.5,\"t\":true,\"f\":false,\"z\":null,\"a\":[1,[2]],\"o\":{\"s\":\"y\"}}";
        assertThat(StrictJsonReader.read(text.getBytes(UTF_8)).toString()).isEqualTo(text.substring(1));
    }

    @Test
    void limitsNestingTo64() {
        assertThat(StrictJsonReader.read(nested(63))).containsKey("a");
        assertThatThrownBy(() -> StrictJsonReader.read(nested(64))).hasMessageContaining("nesting");
        assertThatThrownBy(() -> StrictJsonReader.read(nested(200_000))).isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void rejectsInvalidJson() {
        for (String text : new String[] {
            "",
            "  ",
            "[]",
            "\"x\"",
            "1",
            "{",
            "{}{}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":{\"b\":1,\"b\":1}}",
            "<html>",
            "{\"a\":}",
            "{'a':1}",
            "{\"a\":1e}",
            "{\"a\":NaN}",
            "{\"a\":-Infinity}",
            "{\"a\":01}",
            "{\"a\":" + "9".repeat(65) + "}",
            "{\"a\":\"\u0001\"}",
            "nul"
        }) {
            assertThatThrownBy(() -> StrictJsonReader.read(text.getBytes(UTF_8)))
                    .as(text)
                    .isInstanceOf(InvalidJsonException.class);
        }
        assertThatThrownBy(() -> StrictJsonReader.read(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .hasMessageContaining("UTF-8");
        byte[] big = new byte[HttpTransport.DEFAULT_MAX_BODY_BYTES + 1];
        Arrays.fill(big, (byte) ' ');
        assertThatThrownBy(() -> StrictJsonReader.read(big)).hasMessageContaining("1 MiB");
    }

    private static byte[] nested(int depth) {
        return ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8);
    }

    /** Token responses are stored with all their members for each user. */
    @Test
    void limitsNumberOfValues() {
        String values = "[],".repeat(20_000);
        byte[] many = ("{\"a\":[" + values + "0]}").getBytes(UTF_8);
        assertThatThrownBy(() -> StrictJsonReader.read(many)).hasMessage("more than 20000 values");
        byte[] fewer = ("{\"a\":[" + values.substring(9) + "0]}").getBytes(UTF_8);
        assertThat(StrictJsonReader.read(fewer)).containsKey("a");
    }
}

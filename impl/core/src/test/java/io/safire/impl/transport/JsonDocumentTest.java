package io.safire.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JsonDocumentTest {

    @Test
    void readsAnObjectWithAllTypes() {
        String text =
                "\uFEFF{\"s\":\"x\",\"n\":1.5,\"t\":true,\"f\":false,\"z\":null,\"a\":[1,[2]],\"o\":{\"s\":\"y\"}}";
        assertThat(JsonDocument.read(text.getBytes(UTF_8)).toString()).isEqualTo(text.substring(1));
    }

    @Test
    void allowsNestingOf64AndNoMore() {
        assertThat(JsonDocument.read(nested(63))).containsKey("a");
        assertThatThrownBy(() -> JsonDocument.read(nested(64))).hasMessageContaining("nesting");
        assertThatThrownBy(() -> JsonDocument.read(nested(200_000))).isInstanceOf(UnreadableJsonException.class);
    }

    @Test
    void refusesEverythingElse() {
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
            "{\"a\":" + "9".repeat(65) + "}",
            "{\"a\":\"\u0001\"}",
            "nul"
        }) {
            assertThatThrownBy(() -> JsonDocument.read(text.getBytes(UTF_8)))
                    .as(text)
                    .isInstanceOf(UnreadableJsonException.class);
        }
        assertThatThrownBy(() -> JsonDocument.read(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .hasMessageContaining("UTF-8");
        byte[] big = new byte[HttpTransport.MOST_BYTES + 1];
        Arrays.fill(big, (byte) ' ');
        assertThatThrownBy(() -> JsonDocument.read(big)).hasMessageContaining("1 MiB");
    }

    private static byte[] nested(int depth) {
        return ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8);
    }

    /** Token responses are stored with all their members for each user. */
    @Test
    void numberOfValuesIsBounded() {
        String values = "[],".repeat(20_000);
        byte[] many = ("{\"a\":[" + values + "0]}").getBytes(UTF_8);
        assertThatThrownBy(() -> JsonDocument.read(many)).hasMessage("more than 20000 values");
        byte[] fewer = ("{\"a\":[" + values.substring(9) + "0]}").getBytes(UTF_8);
        assertThat(JsonDocument.read(fewer)).containsKey("a");
    }
}

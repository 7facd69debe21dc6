package io.safire.internal.brand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.text.InvalidJsonException;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamingJsonReaderTest {

    private final List<JsonObject> elements = new ArrayList<>();

    @Test
    void passesOnSelectedMembersOnly() {
        JsonObject rest = read("\uFEFF{\"a\":\"x\",\"u\":{\"a\":[1,{\"b\":[]}]},\"e\":[1,null,\"s\",[true],"
                + "{\"a\":{\"a\":\"y\",\"u\":2},\"u\":[[]],\"b\":[[\"y\"],true,{}]}],\"b\":false}");
        assertThat(rest).hasToString("{\"a\":\"x\",\"b\":false}");
        assertThat(elements.toString()).isEqualTo("[{\"a\":{\"a\":\"y\"},\"b\":[true,{}]}]");
    }

    @Test
    void rejectsStringBeyondLimitAtAnyPosition() {
        int max = JsonTokenLimitReader.MAX_STRING_LENGTH;
        assertThat(read("{\"u\":\"" + "x".repeat(max - 1) + "\"}")).isEmpty();
        for (String start : List.of("{\"u\":\"", "{\"a\":\"", "{\"", "{\"e\":[\"", "{\"u\":[{\"u\":\"\\\"")) {
            assertThatThrownBy(() -> read(start + "x".repeat(max + 1)))
                    .as(start)
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessageContaining("a string of more than 1048576 characters");
        }
    }

    @Test
    void rejectsNumberBeyondLimitAtAnyPosition() {
        assertThat(read("{\"u\":" + "9".repeat(64) + "}")).isEmpty();
        for (String start : List.of("{\"u\":", "{\"a\":-", "{\"e\":[", "{\"u\":[1e")) {
            assertThatThrownBy(() -> read(start + "9".repeat(65)))
                    .as(start)
                    .isInstanceOf(InvalidJsonException.class)
                    .hasMessageContaining("a number of more than 64 characters");
        }
    }

    @Test
    void rejectsNestingBeyondLimitAtAnyPosition() {
        assertThat(read("{\"u\":" + "[".repeat(63) + "]".repeat(63) + "}")).isEmpty();
        for (String start : List.of("{\"u\":", "{\"a\":", "{\"e\":[")) {
            assertThatThrownBy(() -> read(start + "[".repeat(64)))
                    .as(start)
                    .hasMessageContaining("nesting deeper than 64");
            assertThatThrownBy(() -> read(start + "{\"a\":".repeat(64)))
                    .as(start)
                    .hasMessageContaining("nesting deeper than 64");
        }
    }

    @Test
    void rejectsObjectWithMoreThanThousandMembers() {
        StringBuilder body = new StringBuilder("{\"e\":[{\"m\":0");
        for (int number = 1; number < 1_000; number++) {
            body.append(",\"m").append(number).append("\":0");
        }
        read(body + "}]}");
        assertThat(elements).hasSize(1);
        assertThatThrownBy(() -> read(body + ",\"n\":0}]}")).hasMessageContaining("more than 1000 members");
    }

    @Test
    void rejectsRepeatedAndOverlongMemberNames() {
        assertThatThrownBy(() -> read("{\"u\":1,\"u\":1}")).hasMessageContaining("member u more than once");
        assertThatThrownBy(() -> read("{\"e\":[{\"u\":1,\"u\":1}]}")).hasMessageContaining("member u more than once");
        assertThatThrownBy(() -> read("{\"" + "n".repeat(257) + "\":1}")).hasMessageContaining("256 characters");
    }

    @Test
    void rejectsElementWithTooManyValuesOrCharacters() {
        String many = "{\"a\":[" + "0,".repeat(19_998) + "0]}";
        String text = "[\"" + "x".repeat(1_000_000) + "\",\"" + "x".repeat(1_000_000) + "\"]";
        read("{\"e\":[" + many + "," + many + ",{\"b\":" + text + "},{\"b\":" + text + "}]}");
        assertThat(elements).hasSize(4);
        assertThatThrownBy(() -> read("{\"e\":[{\"a\":[" + "0,".repeat(19_999) + "0]}]}"))
                .hasMessageContaining("more than 20000 values");
        assertThatThrownBy(() -> read("{\"e\":[{\"a\":" + text + ",\"b\":" + text + "}]}"))
                .hasMessageContaining("more than 2097152 characters");
    }

    @Test
    void rejectsEverythingButOneObject() {
        for (String text : List.of(
                "",
                " \n ",
                "[]",
                "1",
                "{",
                "{}{}",
                "<html>",
                " \uFEFF<a>",
                "{\"u\":}",
                "{\"u\":[}]}",
                "{\"e\":[{}",
                "{'u':1}")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(InvalidJsonException.class);
        }
        assertThatThrownBy(() -> read(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> read("<html>")).hasMessageContaining("HTML");
        assertThatThrownBy(() -> read("{\"e\":[{}")).hasMessageContaining("truncated");
    }

    private JsonObject read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private JsonObject read(byte[] body) {
        elements.clear();
        return StreamingJsonReader.read(
                body, new StreamingJsonReader.JsonSelection("e", elements::add, Set.of("a", "b")));
    }
}

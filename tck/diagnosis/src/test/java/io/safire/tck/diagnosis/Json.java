package io.safire.tck.diagnosis;

import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import java.io.StringReader;

/** JSON texts with single quotation marks, which are easier to read in Java. */
final class Json {

    private Json() {}

    static JsonObject of(String text) {
        return SandboxJson.createReader(new StringReader(text.replace('\'', '"')))
                .readObject();
    }
}

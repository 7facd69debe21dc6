package io.safire.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;

/** The instrumentation scope and the attributes that spans and metrics share. */
final class TelemetryAttributes {

    static final String INSTRUMENTATION_SCOPE = "io.safire";

    static final AttributeKey<String> SERVER = AttributeKey.stringKey("safire.server");
    static final AttributeKey<String> REQUEST = AttributeKey.stringKey("safire.request");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("safire.outcome");

    private TelemetryAttributes() {}

    static String attributeValue(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Attributes attributes(String server, Enum<?> request) {
        return Attributes.of(SERVER, server, REQUEST, attributeValue(request));
    }
}

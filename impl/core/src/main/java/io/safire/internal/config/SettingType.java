package io.safire.internal.config;

import io.safire.internal.key.SignatureAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The type of the values of a setting.
 *
 * @param description the type and its bounds, for the documentation
 * @param min the smallest value; empty if the type has no bounds
 * @param max the largest value; empty if the type has no fixed upper bound
 * @param minReason the reason for the smallest value; empty if the reason is obvious
 */
record SettingType(String description, String min, String max, String minReason) {

    static final SettingType TEXT = unbounded("text");
    static final SettingType TEXT_LIST = unbounded("comma-separated texts");
    static final SettingType SECRET = unbounded("secret");
    static final SettingType STORE_SECRET = unbounded("secret: 32 bytes in Base64");
    static final SettingType KEY = unbounded("private key");
    static final SettingType PUBLIC_OR_PRIVATE_KEY = unbounded("private or public key");
    static final SettingType FILE = unbounded("file or classpath resource");
    static final SettingType URL = unbounded("URL");
    static final SettingType URLS = unbounded("comma-separated URLs");
    static final SettingType HOSTS = unbounded("comma-separated hosts");
    static final SettingType CSP_SOURCES = unbounded("space-separated CSP sources");
    static final SettingType USER_AGENT = unbounded("products and comments (RFC 9110, section 10.1.5)");
    static final SettingType SCOPE_LIST = unbounded("space-separated scopes");
    static final SettingType INSTANT = unbounded("instant");
    static final SettingType AUTHENTICATION_METHOD =
            unbounded("client_secret_basic, client_secret_post or private_key_jwt");
    static final SettingType EHR_PROFILE = unbounded("name of an EHR profile");
    static final SettingType SIGNATURE_ALGORITHM = unbounded("one of " + String.join(", ", SignatureAlgorithm.names()));
    static final SettingType FLAG = unbounded("true or false");
    static final SettingType POSITIVE_INTEGER = new SettingType("integer, at least 1", "1", "999999999", "");
    static final SettingType KEY_CACHE_DURATION = new SettingType(
            "duration, at most key-publication-time", Duration.ofNanos(1).toString(), "", "");

    private static SettingType unbounded(String description) {
        return new SettingType(description, "", "", "");
    }

    /** Values of a secret type must not be shown. */
    boolean isSecret() {
        return List.of(SECRET, STORE_SECRET, KEY, PUBLIC_OR_PRIVATE_KEY).contains(this);
    }

    /** Values of a single-line type must not contain a control character, such as a line break. */
    boolean isSingleLine() {
        return List.of(TEXT, SECRET, STORE_SECRET).contains(this);
    }

    /** The duration must be positive. */
    static SettingType duration(String max) {
        return new SettingType("duration, at most " + max, Duration.ofNanos(1).toString(), max, "");
    }

    static SettingType duration(String min, String max) {
        return duration(min, max, "");
    }

    static SettingType duration(String min, String max, String minReason) {
        return new SettingType("duration from " + min + " to " + max, min, max, minReason);
    }

    static SettingType durationOrZero(String max) {
        return new SettingType("duration, at most " + max + "; PT0S for none", "PT0S", max, "");
    }

    static SettingType integer(String max) {
        return new SettingType("integer from 1 to " + max, "1", max, "");
    }

    static SettingType fraction(String max) {
        return new SettingType("number from 0 to " + max, "0", max, "");
    }

    static SettingType choice(Class<? extends Enum<?>> values) {
        String list = Arrays.stream(values.getEnumConstants())
                .map(SettingType::configValue)
                .collect(Collectors.joining(", "));
        return unbounded(list.replaceFirst(", (?!.*,)", " or "));
    }

    /** Returns the form of an enum constant in the configuration: lower case, with dashes. */
    static String configValue(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

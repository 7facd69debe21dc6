package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.text.Sha256;
import java.util.HexFormat;

/** The current and the previous client secret. The two secrets are different. */
record SecretPair(String current, String previous) {

    String secret(boolean usePrevious) {
        return usePrevious ? previous : current;
    }

    /** Returns a hash that identifies the pair without exposing its secrets. */
    String fingerprint() {
        return HexFormat.of().formatHex(Sha256.hash((current + '\0' + previous).getBytes(UTF_8)));
    }

    @Override
    public String toString() {
        return "SecretPair[***]";
    }
}

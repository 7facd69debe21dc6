package io.safire.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;

/**
 * The bearer token that starts the job. The token is configured outside of the archive, for example with the
 * environment variable {@code CLINICIAN_JOB_SECRET}. If the token is not set, the job cannot be started.
 */
final class JobSecret {

    static final String KEY = "clinician.job-secret";

    private final byte[] header;

    private JobSecret(byte[] header) {
        this.header = header;
    }

    static JobSecret of(Optional<String> configured) {
        return new JobSecret(configured
                .filter(secret -> !secret.isBlank())
                .map(secret -> ("Bearer " + secret).getBytes(UTF_8))
                .orElse(new byte[0]));
    }

    /** Returns whether a header contains the secret. The comparison is in constant time to prevent timing attacks. */
    boolean isContainedIn(String authorization) {
        return header.length > 0
                && authorization != null
                && MessageDigest.isEqual(header, authorization.getBytes(UTF_8));
    }
}

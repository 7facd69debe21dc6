package io.safire.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;

/**
 * What has to be sent to start the job. It comes from outside, such as {@code CLINICIAN_JOB_SECRET} in the environment; without
 * one, nobody starts the job.
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

    /** In a time that does not tell how much of it was right. */
    boolean isIn(String authorization) {
        return header.length > 0
                && authorization != null
                && MessageDigest.isEqual(header, authorization.getBytes(UTF_8));
    }
}

package io.safire.diagnosis;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An observation that explains a failure, or a tolerated deviation from a specification. The observation concerns the
 * configuration, data from a server, or a request. All texts of a finding are on one line and contain neither a secret
 * nor a token.
 *
 * @since 1.0
 */
public final class Finding implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The order of the findings of a failure. The most certain finding comes first. Among equally certain findings, the
     * finding of the earlier step comes first, because it may be the cause of the other findings.
     */
    public static final Comparator<Finding> BY_RANK =
            Comparator.comparing(Finding::confidence).thenComparing(Finding::step);

    /** Control characters, line breaks and characters that change the direction of text. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    /**
     * The text up to the period that ends the first sentence. A period in a number, a URL or a key does not end a
     * sentence.
     */
    private static final Pattern FIRST_SENTENCE = Pattern.compile("^(.*?)\\.\\s+[A-Z\"]");

    private final String id;
    private final Step step;
    private final Severity severity;
    private final Confidence confidence;
    private final String observed;
    private final @Nullable String member;
    private final @Nullable String expected;
    private final @Nullable String action;
    private final @Nullable String key;
    private final @Nullable String section;
    private final @Nullable String administratorRequest;

    private Finding(Builder builder) {
        id = builder.id;
        step = builder.step;
        severity = builder.severity;
        confidence = builder.confidence;
        observed = builder.observed;
        member = builder.member;
        expected = builder.expected;
        action = builder.action;
        key = builder.key;
        section = builder.section;
        administratorRequest = builder.administratorRequest;
    }

    /**
     * Returns a builder for a finding. By default, the finding is {@link Severity#BROKEN} and
     * {@link Confidence#PROVEN}.
     *
     * @param id the identifier, such as {@code SAFIRE-0607}; another implementation uses its own prefix
     * @param step the step at which the finding was observed
     * @param observed the observation in one sentence
     * @return the builder
     */
    public static Builder builder(String id, Step step, String observed) {
        return new Builder(id, step, observed);
    }

    /**
     * Returns a copy of this finding that concerns one member or parameter.
     *
     * @param newMember the member, such as {@code token_endpoint}
     * @return the copy
     */
    public Finding withMember(String newMember) {
        return toBuilder(observed).member(newMember).build();
    }

    /**
     * Returns a copy of this finding with another observation, for example with the URL of a response.
     *
     * @param newObserved the observation in one or more sentences
     * @return the copy
     */
    public Finding withObserved(String newObserved) {
        return toBuilder(newObserved).build();
    }

    /**
     * Returns a copy of this finding with another certainty, for example because the error of a server names the cause.
     *
     * @param newConfidence the confidence
     * @return the copy
     */
    public Finding withConfidence(Confidence newConfidence) {
        return toBuilder(observed).confidence(newConfidence).build();
    }

    /**
     * Returns a copy of this finding with another consequence, for example because the deviation does not affect this
     * client.
     *
     * @param newSeverity the severity
     * @return the copy
     */
    public Finding withSeverity(Severity newSeverity) {
        return toBuilder(observed).severity(newSeverity).build();
    }

    /**
     * Returns a copy of this finding with another request to the administrator of the server, for example with the time
     * of a rejected request.
     *
     * @param newRequest the request in one or more sentences
     * @return the copy
     */
    public Finding withAdministratorRequest(String newRequest) {
        return toBuilder(observed).administratorRequest(newRequest).build();
    }

    private Builder toBuilder(String newObserved) {
        Builder copy = new Builder(id, step, newObserved).severity(severity).confidence(confidence);
        copy.member = member;
        copy.expected = expected;
        copy.action = action;
        copy.key = key;
        copy.section = section;
        copy.administratorRequest = administratorRequest;
        return copy;
    }

    /** {@return the identifier under which the documentation lists the finding, such as {@code SAFIRE-0607}} */
    public String id() {
        return id;
    }

    /** {@return the step at which the finding was observed} */
    public Step step() {
        return step;
    }

    /** {@return the consequence of the finding} */
    public Severity severity() {
        return severity;
    }

    /** {@return the certainty of the finding} */
    public Confidence confidence() {
        return confidence;
    }

    /** {@return the member or parameter that the finding concerns, such as {@code token_endpoint}} */
    public Optional<String> member() {
        return Optional.ofNullable(member);
    }

    /** {@return the observation in one or more sentences} */
    public String observed() {
        return observed;
    }

    /** {@return the observation that would be correct} */
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }

    /** {@return the action to take, in the imperative} */
    public Optional<String> action() {
        return Optional.ofNullable(action);
    }

    /** {@return the configuration key to check or to set, such as {@code safire.epic.kid}} */
    public Optional<String> configurationKey() {
        return Optional.ofNullable(key);
    }

    /** {@return the section of the specification that defines the expectation, such as {@code RFC 6749, section 3.1}} */
    public Optional<String> section() {
        return Optional.ofNullable(section);
    }

    /**
     * Returns the request to send to the administrator of the server, such as a text for a ticket. The text names the
     * values that the administrator needs, such as {@code client_id}, {@code kid}, URL and time.
     *
     * @return one or more complete sentences; empty if the administrator of the server cannot correct the cause
     */
    public Optional<String> administratorRequest() {
        return Optional.ofNullable(administratorRequest);
    }

    /** {@return the observation and the action on one line} */
    public String message() {
        return action == null ? observed : observed + " " + action;
    }

    /**
     * Returns the first sentence of the observation, and the identifier under which the documentation lists this
     * finding.
     */
    String summary() {
        Matcher sentence = FIRST_SENTENCE.matcher(observed);
        String first = sentence.find() ? sentence.group(1) : observed.replaceFirst("\\.$", "");
        return first + " (" + id + ").";
    }

    /**
     * Returns this finding as a text for a terminal, without colors.
     *
     * @return several lines: the observation, and one line for each other component that is present
     */
    public String toText() {
        return DiagnosisText.of(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Finding finding
                && id.equals(finding.id)
                && step == finding.step
                && severity == finding.severity
                && confidence == finding.confidence
                && observed.equals(finding.observed)
                && Objects.equals(member, finding.member)
                && Objects.equals(expected, finding.expected)
                && Objects.equals(action, finding.action)
                && Objects.equals(key, finding.key)
                && Objects.equals(section, finding.section)
                && Objects.equals(administratorRequest, finding.administratorRequest);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, member, observed, action);
    }

    /** Returns the identifier and {@link #message()}. */
    @Override
    public String toString() {
        return id + " " + message();
    }

    /**
     * A builder for findings. Each run of control characters becomes a space, because a server can choose parts of the
     * texts.
     *
     * @since 1.0
     */
    public static final class Builder {
        private final String id;
        private final Step step;
        private final String observed;
        private Severity severity = Severity.BROKEN;
        private Confidence confidence = Confidence.PROVEN;
        private @Nullable String member;
        private @Nullable String expected;
        private @Nullable String action;
        private @Nullable String key;
        private @Nullable String section;
        private @Nullable String administratorRequest;

        private Builder(String id, Step step, String observed) {
            this.id = printable(requireNonNull(id, "id"));
            this.step = requireNonNull(step, "step");
            this.observed = printable(requireNonNull(observed, "observed"));
        }

        /**
         * Sets the consequence.
         *
         * @param newSeverity the severity
         * @return this builder
         */
        public Builder severity(Severity newSeverity) {
            severity = requireNonNull(newSeverity, "severity");
            return this;
        }

        /**
         * Sets the certainty.
         *
         * @param newConfidence the confidence
         * @return this builder
         */
        public Builder confidence(Confidence newConfidence) {
            confidence = requireNonNull(newConfidence, "confidence");
            return this;
        }

        /**
         * Sets the member or parameter that the finding concerns.
         *
         * @param newMember the member, such as {@code token_endpoint}
         * @return this builder
         */
        public Builder member(String newMember) {
            member = printable(newMember);
            return this;
        }

        /**
         * Sets the expected observation.
         *
         * @param newExpected the expectation
         * @return this builder
         */
        public Builder expected(String newExpected) {
            expected = printable(newExpected);
            return this;
        }

        /**
         * Sets the action to take.
         *
         * @param newAction the action in the imperative
         * @return this builder
         */
        public Builder action(String newAction) {
            action = printable(newAction);
            return this;
        }

        /**
         * Sets the configuration key to check or to set.
         *
         * @param newKey the key, such as {@code safire.epic.kid}
         * @return this builder
         */
        public Builder configurationKey(String newKey) {
            key = printable(newKey);
            return this;
        }

        /**
         * Sets the section of the specification that defines the expectation.
         *
         * @param newSection the section, such as {@code RFC 6749, section 3.1}
         * @return this builder
         */
        public Builder section(String newSection) {
            section = printable(newSection);
            return this;
        }

        /**
         * Sets the request to send to the administrator of the server.
         *
         * @param newRequest the request in one or more complete sentences
         * @return this builder
         */
        public Builder administratorRequest(String newRequest) {
            administratorRequest = printable(newRequest);
            return this;
        }

        /**
         * Creates the finding.
         *
         * @return the finding
         */
        public Finding build() {
            return new Finding(this);
        }

        private static String printable(String text) {
            return UNPRINTABLE.matcher(text).replaceAll(" ");
        }
    }
}

package io.safire.error;

import io.safire.diagnosis.Failure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when settings are missing or unusable. The accessors return attribute names as in RFC 6749 and SMART App
 * Launch ({@code client_secret}). The message contains the configuration keys ({@code safire.epic.client-secret}).
 *
 * @since 1.0
 */
public class ConfigurationException extends SmartException {
    private static final long serialVersionUID = 1L;

    private final String[] missingAttributes;
    private final @Nullable String invalidAttribute;
    private final @Nullable String invalidValue;
    private final String[] validValues;
    private final String[] invalidUriAttributes;
    private final String[] nonHttpsUriAttributes;

    /**
     * Creates an exception for any combination of violations.
     *
     * @param failure the violations, with the configuration keys and the actions to take
     * @param violations the violations in a form for programs
     */
    public ConfigurationException(Failure failure, Violations violations) {
        super(failure);
        missingAttributes = violations.missing.toArray(String[]::new);
        invalidAttribute = violations.invalidAttribute;
        invalidValue = violations.invalidValue;
        validValues = violations.validValues.toArray(String[]::new);
        invalidUriAttributes = violations.invalidUris.toArray(String[]::new);
        nonHttpsUriAttributes = violations.nonHttpsUris.toArray(String[]::new);
    }

    /** {@return the attributes that are missing, such as {@code client_secret}} */
    public List<String> missingAttributes() {
        return List.of(missingAttributes);
    }

    /** {@return the attribute whose value is invalid, such as {@code client_type}} */
    public Optional<String> invalidAttribute() {
        return Optional.ofNullable(invalidAttribute);
    }

    /**
     * Returns the invalid value of {@link #invalidAttribute()}.
     *
     * @return the configured value; empty for a secret
     */
    public Optional<String> invalidValue() {
        return Optional.ofNullable(invalidValue);
    }

    /** {@return the valid values of {@link #invalidAttribute()}; empty if the valid values cannot be listed} */
    public List<String> validValues() {
        return List.of(validValues);
    }

    /** {@return the attributes whose value is not an absolute URL, such as {@code base_url}} */
    public List<String> invalidUriAttributes() {
        return List.of(invalidUriAttributes);
    }

    /** {@return the attributes whose URL is not https, such as {@code token_endpoint}} */
    public List<String> nonHttpsUriAttributes() {
        return List.of(nonHttpsUriAttributes);
    }

    @Override
    protected ConfigurationException copy(Failure failure) {
        return new ConfigurationException(
                failure,
                new Violations(
                        missingAttributes(),
                        invalidAttribute,
                        invalidValue,
                        validValues(),
                        invalidUriAttributes(),
                        nonHttpsUriAttributes()));
    }

    /**
     * The violations in the settings, in a form for programs.
     *
     * @param missing the attributes that are missing
     * @param invalidAttribute the attribute whose value is invalid
     * @param invalidValue the invalid value; null for a secret
     * @param validValues the valid values of the attribute; empty if they cannot be listed
     * @param invalidUris the attributes whose value is not an absolute URL
     * @param nonHttpsUris the attributes whose URL is not https
     */
    public record Violations(
            List<String> missing,
            @Nullable String invalidAttribute,
            @Nullable String invalidValue,
            List<String> validValues,
            List<String> invalidUris,
            List<String> nonHttpsUris) {

        public Violations {
            missing = List.copyOf(missing);
            validValues = List.copyOf(validValues);
            invalidUris = List.copyOf(invalidUris);
            nonHttpsUris = List.copyOf(nonHttpsUris);
        }

        /**
         * Creates the violations for missing attributes.
         *
         * @param missing the attributes
         * @return the violations
         */
        public static Violations missing(List<String> missing) {
            return new Violations(missing, null, null, List.of(), List.of(), List.of());
        }

        /**
         * Creates the violation for an invalid value.
         *
         * @param attribute the attribute
         * @param value the invalid value; null for a secret
         * @param validValues the valid values; empty if they cannot be listed
         * @return the violation
         */
        public static Violations invalid(String attribute, @Nullable String value, List<String> validValues) {
            return new Violations(List.of(), attribute, value, validValues, List.of(), List.of());
        }
    }
}

package io.safire.error;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting is missing or cannot be used. Attributes have the names of RFC 6749 and SMART ({@code client_secret}); the
 * message names the configuration key ({@code safire.epic.client-secret}).
 */
public class ConfigurationException extends SmartException {
    private static final long serialVersionUID = 1L;

    /** What is missing. */
    private final String[] missingAttributes;
    /** What has a value that cannot be used. */
    private final @Nullable String invalidAttribute;
    /** That value, never a secret. */
    private final @Nullable String invalidValue;
    /** What could stand there. */
    private final String[] validValues;
    /** What is not an absolute URL. */
    private final String[] invalidUriAttributes;
    /** What is not https. */
    private final String[] nonHttpsUriAttributes;

    /**
     * Makes an exception for any mixture of offenders.
     *
     * @param server the name of the server, null for several
     * @param message all offenders with key and remedy
     * @param offenders the same for programs
     */
    public ConfigurationException(@Nullable String server, String message, Offenders offenders) {
        super(server, message);
        missingAttributes = offenders.missing.toArray(String[]::new);
        invalidAttribute = offenders.invalidAttribute;
        invalidValue = offenders.invalidValue;
        validValues = offenders.validValues.toArray(String[]::new);
        invalidUriAttributes = offenders.invalidUris.toArray(String[]::new);
        nonHttpsUriAttributes = offenders.nonHttpsUris.toArray(String[]::new);
    }

    /**
     * The attributes that are missing.
     *
     * @return such as {@code client_secret}
     */
    public List<String> missingAttributes() {
        return List.of(missingAttributes);
    }

    /**
     * The attribute whose value cannot be used.
     *
     * @return such as {@code client_type}
     */
    public Optional<String> invalidAttribute() {
        return Optional.ofNullable(invalidAttribute);
    }

    /**
     * The value that cannot be used; empty for a secret.
     *
     * @return the value as it was given
     */
    public Optional<String> invalidValue() {
        return Optional.ofNullable(invalidValue);
    }

    /**
     * The values that could stand there.
     *
     * @return the values, empty when they cannot be listed
     */
    public List<String> validValues() {
        return List.of(validValues);
    }

    /**
     * The attributes that are no absolute URL.
     *
     * @return such as {@code base_url}
     */
    public List<String> invalidUriAttributes() {
        return List.of(invalidUriAttributes);
    }

    /**
     * The attributes whose URL is not https.
     *
     * @return such as {@code token_endpoint}
     */
    public List<String> nonHttpsUriAttributes() {
        return List.of(nonHttpsUriAttributes);
    }

    /**
     * What is wrong with the settings, for programs.
     *
     * @param missing attributes that are missing
     * @param invalidAttribute attribute whose value cannot be used
     * @param invalidValue that value, null for a secret
     * @param validValues what could stand there
     * @param invalidUris attributes that are no absolute URL
     * @param nonHttpsUris attributes whose URL is not https
     */
    public record Offenders(
            List<String> missing,
            @Nullable String invalidAttribute,
            @Nullable String invalidValue,
            List<String> validValues,
            List<String> invalidUris,
            List<String> nonHttpsUris) {

        /** Copies. */
        public Offenders {
            missing = List.copyOf(missing);
            validValues = List.copyOf(validValues);
            invalidUris = List.copyOf(invalidUris);
            nonHttpsUris = List.copyOf(nonHttpsUris);
        }

        /**
         * Missing attributes.
         *
         * @param missing the attributes
         * @return the offenders
         */
        public static Offenders missing(List<String> missing) {
            return new Offenders(missing, null, null, List.of(), List.of(), List.of());
        }

        /**
         * An attribute whose value cannot be used.
         *
         * @param attribute the attribute
         * @param value its value, null for a secret
         * @param validValues what could stand there
         * @return the offenders
         */
        public static Offenders invalid(String attribute, @Nullable String value, List<String> validValues) {
            return new Offenders(List.of(), attribute, value, validValues, List.of(), List.of());
        }
    }
}

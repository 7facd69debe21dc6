package io.safire.internal.config;

import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A documented rule of an EHR.
 *
 * @param statement the fact, as a sentence
 * @param defaultValue the default value of a setting that complies with the rule; empty if the rule requires no default
 * @param source the document that states the fact
 * @param readOn the date on which the document was read
 */
public record EhrFact(String statement, EhrRule rule, Optional<EhrDefault> defaultValue, URI source, LocalDate readOn) {

    public String citation() {
        return statement + " (" + source + ", read on " + readOn + ")";
    }
}

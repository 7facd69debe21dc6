package io.safire.internal.config;

import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A documented rule of an EHR.
 *
 * @param statement the fact, as a sentence
 * @param rule the rule that follows from the fact
 * @param defaultValue the default that the fact requires; empty if it requires none
 * @param source the document that states the fact
 * @param readOn the date on which the document was read
 */
public record EhrFact(String statement, EhrRule rule, Optional<EhrDefault> defaultValue, URI source, LocalDate readOn) {

    /** Returns the statement, the source and the date, for messages. */
    public String citation() {
        return statement + " (" + source + ", read on " + readOn + ")";
    }
}

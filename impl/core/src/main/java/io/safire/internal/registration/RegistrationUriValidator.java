package io.safire.internal.registration;

import io.safire.internal.config.UrlPolicy;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Validator of the URIs in client metadata. */
record RegistrationUriValidator(UrlPolicy policy) {

    private static final Set<String> FORBIDDEN_SCHEMES =
            Set.of("javascript", "data", "vbscript", "file", "about", "blob");

    Optional<String> findUrlDefect(String text) {
        return policy.violation(text).map(UrlViolation::description);
    }

    /**
     * Returns the defect of a redirect URI. The URI must be complete and must not contain wildcards, so that an
     * attacker cannot redirect codes to another address.
     */
    Optional<String> findRedirectUriDefect(String text) {
        Optional<URI> uri = Urls.parse(text);
        if (uri.isEmpty()) {
            return Optional.of("contains a URI that " + UrlViolation.MALFORMED.description());
        }
        if (!uri.get().isAbsolute()) {
            return Optional.of("contains a value that is not an absolute URI");
        }
        if (text.indexOf('*') >= 0) {
            return Optional.of("contains a URI with a wildcard");
        }
        String scheme = uri.get().getScheme().toLowerCase(Locale.ROOT);
        boolean isWeb = scheme.equals("https") || scheme.equals("http");
        Optional<UrlViolation> violation = isWeb ? policy.violation(uri.get()) : Optional.empty();
        if (violation.isPresent()) {
            return violation.map(found -> "contains a URI that " + found.description());
        }
        if (FORBIDDEN_SCHEMES.contains(scheme)) {
            return Optional.of("contains a URI with a scheme that is not allowed");
        }
        return text.indexOf('#') < 0 ? Optional.empty() : Optional.of("contains a URI with a fragment");
    }
}

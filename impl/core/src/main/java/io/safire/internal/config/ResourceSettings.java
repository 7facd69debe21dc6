package io.safire.internal.config;

import static io.safire.internal.config.Setting.ACCEPT_TOKENS_OF;
import static io.safire.internal.config.Setting.FURTHER_RESOURCE_URLS;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings for requests with an access token.
 *
 * @param furtherUrls the URLs outside the FHIR base URL to which access tokens may be sent, and below which other such
 *     URLs are
 * @param acceptedServers the configured names of other clients of the same FHIR server, whose access tokens this client
 *     may send
 */
public record ResourceSettings(List<URI> furtherUrls, Set<String> acceptedServers) {

    static ResourceSettings read(SettingParser parser, UrlPolicy rule) {
        List<URI> urls = parser.texts(FURTHER_RESOURCE_URLS).stream()
                .sorted()
                .flatMap(text -> parser.url(FURTHER_RESOURCE_URLS, text, rule, ResourceSettings::violation).stream())
                .toList();
        return new ResourceSettings(urls, parser.texts(ACCEPT_TOKENS_OF));
    }

    private static Optional<UrlViolation> violation(URI url) {
        if (url.getRawQuery() != null) {
            return Optional.of(UrlViolation.QUERY);
        }
        if (url.toString().indexOf('*') >= 0) {
            return Optional.of(UrlViolation.WILDCARD);
        }
        String path = url.getRawPath();
        return path == null || UrlPolicy.isUnambiguous(path)
                ? Optional.empty()
                : Optional.of(UrlViolation.AMBIGUOUS_PATH);
    }
}

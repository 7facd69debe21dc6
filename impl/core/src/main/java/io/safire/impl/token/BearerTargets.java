package io.safire.impl.token;

import io.safire.discovery.AssociatedEndpoint;
import io.safire.discovery.SmartMetadata;
import io.safire.impl.config.Addresses;
import io.safire.impl.config.Origin;
import io.safire.impl.config.TrailingSlashes;
import io.safire.impl.config.UrlRule;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Policy for the addresses to which a token of one server may be sent: its FHIR base URL, its associated endpoints, and any
 * address below them. It rejects every address that another server or an intermediate proxy could interpret differently.
 */
public final class BearerTargets {

    private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7E]*");
    /** Percent-encoded dot, slash, backslash, percent sign, semicolon, control characters and non-ASCII characters. */
    private static final Pattern DISGUISED =
            Pattern.compile("%(2e|2f|5c|25|3b|7f|[01][0-9a-f]|[89a-f][0-9a-f])", Pattern.CASE_INSENSITIVE);

    private static final Pattern STEP = Pattern.compile("\\.{1,2}(;.*)?");

    private final Addresses addresses;
    private final Supplier<Optional<SmartMetadata>> metadata;

    /**
     * Creates the policy.
     *
     * @param metadata supplies the associated endpoints; called only for addresses that are not below the FHIR base URL
     */
    public BearerTargets(Addresses addresses, Supplier<Optional<SmartMetadata>> metadata) {
        this.addresses = addresses;
        this.metadata = metadata;
    }

    /** Returns whether a request to the address may carry the token. */
    public boolean allows(URI target) {
        if (!addresses.rule().allows(target)) {
            return false;
        }
        return below(addresses.baseUrl(), target)
                || metadata.get().stream()
                        .flatMap(found -> found.associatedEndpoints().stream())
                        .map(AssociatedEndpoint::url)
                        .filter(addresses.rule()::allows)
                        .anyMatch(base -> below(base, target));
    }

    /**
     * Returns whether the base URL is at or below the address, so that a request to a path below the address can still be below
     * the base URL.
     */
    public static boolean isAbove(URI address, URI base) {
        return UrlRule.absolute(address) && below(address, base);
    }

    private static boolean below(URI base, URI target) {
        String root = TrailingSlashes.remove(base.getRawPath());
        String path = target.getRawPath();
        if (!Origin.same(base, target) || !path.startsWith(root)) {
            return false;
        }
        String rest = path.substring(root.length());
        return (rest.isEmpty() || rest.startsWith("/")) && straight(rest);
    }

    /**
     * Returns whether no server can read the path as leading upwards. Tomcat, for example, treats {@code ..;x} as {@code ..}.
     */
    private static boolean straight(String path) {
        if (!ASCII.matcher(path).matches() || DISGUISED.matcher(path).find()) {
            return false;
        }
        for (String segment : path.split("/")) {
            if (STEP.matcher(segment).matches()) {
                return false;
            }
        }
        return true;
    }
}

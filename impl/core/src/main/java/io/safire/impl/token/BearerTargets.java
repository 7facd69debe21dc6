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
 * Where a token of one server may be sent: to its FHIR base, its associated endpoints, and what is below them. Whatever
 * another server or a proxy on the way might read differently is refused.
 */
public final class BearerTargets {

    private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7E]*");
    /** Dot, slash, backslash, percent sign, semicolon, control characters and all that is not ASCII, encoded. */
    private static final Pattern DISGUISED =
            Pattern.compile("%(2e|2f|5c|25|3b|7f|[01][0-9a-f]|[89a-f][0-9a-f])", Pattern.CASE_INSENSITIVE);

    private static final Pattern STEP = Pattern.compile("\\.{1,2}(;.*)?");

    private final Addresses addresses;
    private final Supplier<Optional<SmartMetadata>> metadata;

    /**
     * Makes the rule.
     *
     * @param metadata gives the associated endpoints; asked only for addresses that are not below the FHIR base
     */
    public BearerTargets(Addresses addresses, Supplier<Optional<SmartMetadata>> metadata) {
        this.addresses = addresses;
        this.metadata = metadata;
    }

    /** Whether a request to an address may carry the token. */
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

    /** Returns whether some address below the first one is below the second one: methods of an interface have paths. */
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

    /** Whether a path leads downwards for every reader; Tomcat takes {@code ..;x} for {@code ..}. */
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

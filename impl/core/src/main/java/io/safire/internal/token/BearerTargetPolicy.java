package io.safire.internal.token;

import io.safire.discovery.AssociatedEndpoint;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.EndpointSettings;
import io.safire.internal.config.Origin;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Policy for the addresses to which a token of one server may be sent. The permitted addresses are the server's FHIR
 * base URL, its associated endpoints, and any address below these URLs. The policy rejects every address that another
 * server or an intermediate proxy could interpret differently.
 */
public final class BearerTargetPolicy {

    private static final Pattern ASCII = Pattern.compile("[\\x21-\\x7E]*");
    /**
     * The percent-encoded forms of dot, slash, backslash, percent sign, semicolon, control characters and non-ASCII
     * characters.
     */
    private static final Pattern ENCODED_SPECIAL_CHARACTERS =
            Pattern.compile("%(2e|2f|5c|25|3b|7f|[01][0-9a-f]|[89a-f][0-9a-f])", Pattern.CASE_INSENSITIVE);

    private static final Pattern DOT_SEGMENT = Pattern.compile("\\.{1,2}(;.*)?");

    private final EndpointSettings addresses;
    private final Supplier<Optional<SmartMetadata>> metadata;

    /**
     * @param metadata the supplier of the associated endpoints, which is called only for addresses that are not below
     *     the FHIR base URL
     */
    public BearerTargetPolicy(EndpointSettings addresses, Supplier<Optional<SmartMetadata>> metadata) {
        this.addresses = addresses;
        this.metadata = metadata;
    }

    public boolean allows(URI target) {
        if (!addresses.urlPolicy().isAllowed(target)) {
            return false;
        }
        return isBelow(addresses.baseUrl(), target)
                || metadata.get().stream()
                        .flatMap(found -> found.associatedEndpoints().stream())
                        .map(AssociatedEndpoint::url)
                        .filter(addresses.urlPolicy()::isAllowed)
                        .anyMatch(base -> isBelow(base, target));
    }

    /**
     * Returns true if the base URL equals the address or is below it. Some paths below such an address are also below
     * the base URL.
     */
    public static boolean isAbove(URI address, URI base) {
        return UrlPolicy.isAbsolute(address) && isBelow(address, base);
    }

    private static boolean isBelow(URI base, URI target) {
        String root = Urls.withoutTrailingSlashes(base.getRawPath());
        String path = target.getRawPath();
        if (!Origin.isSame(base, target) || !path.startsWith(root)) {
            return false;
        }
        String remainder = path.substring(root.length());
        return (remainder.isEmpty() || remainder.startsWith("/")) && hasNoTraversal(remainder);
    }

    /**
     * Rejects a path that a server could interpret as a path to a parent directory. For example, Tomcat treats the path
     * segment {@code ..;x} as {@code ..}.
     */
    private static boolean hasNoTraversal(String path) {
        if (!ASCII.matcher(path).matches()
                || ENCODED_SPECIAL_CHARACTERS.matcher(path).find()) {
            return false;
        }
        for (String segment : path.split("/")) {
            if (DOT_SEGMENT.matcher(segment).matches()) {
                return false;
            }
        }
        return true;
    }
}

package io.safire.internal.token;

import io.safire.discovery.AssociatedEndpoint;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.EndpointSettings;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Policy for the addresses to which a token of one server may be sent. The permitted addresses are the server's FHIR
 * base URL, the further URLs in the configuration, its associated endpoints, and any address below these URLs. The policy rejects every address that another
 * server or an intermediate proxy could interpret differently.
 */
public final class BearerTargetPolicy {

    private final EndpointSettings addresses;
    private final List<URI> furtherUrls;
    private final Supplier<Optional<SmartMetadata>> metadata;

    /**
     * @param metadata the supplier of the associated endpoints, which is called only for addresses that are not below
     *     the FHIR base URL or a configured URL
     */
    public BearerTargetPolicy(ServerSettings settings, Supplier<Optional<SmartMetadata>> metadata) {
        this.addresses = settings.endpoints();
        this.furtherUrls = settings.resources().furtherUrls();
        this.metadata = metadata;
    }

    public boolean allows(URI target) {
        if (!addresses.urlPolicy().isAllowed(target)) {
            return false;
        }
        return isBelow(addresses.baseUrl(), target)
                || furtherUrls.stream().anyMatch(base -> isBelow(base, target))
                || metadata.get().stream()
                        .flatMap(found -> found.associatedEndpoints().stream())
                        .map(AssociatedEndpoint::url)
                        .filter(addresses.urlPolicy()::isAllowed)
                        .anyMatch(base -> isBelow(base, target));
    }

    /**
     * Returns true if the FHIR base URL or a further URL equals the address or is below it. Some paths below such an
     * address are also below that URL.
     */
    public boolean allowsSomeBelow(URI address) {
        return UrlPolicy.isAbsolute(address)
                && Stream.concat(Stream.of(addresses.baseUrl()), furtherUrls.stream())
                        .anyMatch(base -> isBelow(address, base));
    }

    private static boolean isBelow(URI base, URI target) {
        String root = Urls.withoutTrailingSlashes(base.getRawPath());
        String path = target.getRawPath();
        if (!Origin.isSame(base, target) || !path.startsWith(root)) {
            return false;
        }
        String remainder = path.substring(root.length());
        return (remainder.isEmpty() || remainder.startsWith("/")) && UrlPolicy.isUnambiguous(remainder);
    }
}

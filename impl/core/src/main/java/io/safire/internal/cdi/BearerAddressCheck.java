package io.safire.internal.cdi;

import io.safire.diagnosis.Failure;
import io.safire.internal.config.EndpointSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.runtime.KnownRuntime;
import io.safire.internal.text.Urls;
import io.safire.internal.token.AddressDifference;
import io.safire.internal.token.BearerTargetPolicy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * A startup check that a token may be sent to the configured address of a REST client interface. The check sends no
 * request, so it does not know the associated endpoints in the server's metadata.
 */
record BearerAddressCheck(Config config, KnownRuntime runtime) {

    private static final Logger LOG = System.getLogger("io.safire.bearer");

    /** Logs a warning if the settings show that no request of the interface can contain a token. */
    void run(BearerInterface type, ServerSettings server) {
        Optional<ConfiguredAddress> configured = findAddress(type);
        if (configured.isEmpty()) {
            return;
        }
        EndpointSettings addresses = server.endpoints();
        URI address = configured.get().address();
        BearerTargetPolicy targets = new BearerTargetPolicy(server, Optional::empty);
        if (targets.allows(address) || targets.allowsSomeBelow(address)) {
            return;
        }
        Message message = addresses.urlPolicy().isAllowed(address)
                ? Message.INTERFACE_OUTSIDE_BASE_URL
                : Message.INTERFACE_WITHOUT_TOKEN;
        LOG.log(Level.WARNING, messageText(message, type, configured.get(), server));
    }

    private static Failure messageText(
            Message message, BearerInterface type, ConfiguredAddress configured, ServerSettings server) {
        AddressDifference difference = new AddressDifference(server.endpoints().baseUrl(), configured.address());
        String key = server.key(Setting.BASE_URL);
        return message.format(
                server.name(),
                type.type(),
                configured.key(),
                difference.redactedAddress(),
                server.endpoints().baseUrl(),
                difference.cause(),
                configured.keyToSet(type),
                key,
                key);
    }

    /**
     * Returns the address that the runtime uses. If no address is set, the result is empty, and the runtime itself
     * reports an error.
     */
    private Optional<ConfiguredAddress> findAddress(BearerInterface type) {
        List<ConfiguredAddress> found = addressKeys(type)
                .flatMap(key -> readUri(key).map(value -> new ConfiguredAddress(key, value)).stream())
                .toList();
        if (found.isEmpty()) {
            return Urls.parse(type.baseUri().strip())
                    .filter(uri -> !type.baseUri().isEmpty())
                    .map(uri -> new ConfiguredAddress("@RegisterRestClient(baseUri)", uri));
        }
        URI address = found.get(0).address();
        // Quarkus returns the value of a standard key under its own keys too, so the last key found is the key that the
        // application set
        return found.stream().filter(other -> other.address().equals(address)).reduce((earlier, later) -> later);
    }

    private Stream<String> addressKeys(BearerInterface type) {
        return Stream.of(type.type(), type.configKey())
                .filter(prefix -> !prefix.isEmpty())
                .flatMap(prefix -> Stream.concat(
                        runtime == KnownRuntime.QUARKUS ? quarkusKeys(prefix) : Stream.empty(),
                        Stream.of(prefix + "/mp-rest/uri", prefix + "/mp-rest/url")));
    }

    private static Stream<String> quarkusKeys(String prefix) {
        String quoted = "quarkus.rest-client.\"" + prefix + "\".";
        String plain = "quarkus.rest-client." + prefix + ".";
        return List.of(quoted + "uri", quoted + "url", plain + "uri", plain + "url").stream();
    }

    private Optional<URI> readUri(String key) {
        try {
            return config.getOptionalValue(key, String.class).map(String::strip).flatMap(Urls::parse);
        } catch (RuntimeException unresolved) {
            return Optional.empty();
        }
    }

    private record ConfiguredAddress(String key, URI address) {

        /**
         * Returns the key with which an administrator can correct the address. The address in an annotation can be
         * overridden with the standard key.
         */
        String keyToSet(BearerInterface type) {
            String prefix = type.configKey().isEmpty() ? type.type() : type.configKey();
            return key.startsWith("@") ? prefix + "/mp-rest/url" : key;
        }
    }
}

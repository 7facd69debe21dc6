package io.safire.impl.cdi;

import io.safire.impl.config.Addresses;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.token.AddressDifference;
import io.safire.impl.token.BearerTargets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * A startup check that the configured address of a REST client interface may receive the token of its server. The check sends
 * no request, so it does not know the associated endpoints in the server's metadata.
 */
record BearerAddressCheck(Config config, KnownRuntime runtime) {

    private static final Logger LOG = System.getLogger("io.safire.bearer");

    /** Logs a warning if the settings show that no request of the interface can carry a token. */
    void run(BearerInterface type, ServerSettings server) {
        Optional<Configured> found = address(type);
        if (found.isEmpty()) {
            return;
        }
        Addresses addresses = server.addresses();
        URI address = found.get().address();
        if (new BearerTargets(addresses, Optional::empty).allows(address)
                || BearerTargets.isAbove(address, addresses.baseUrl())) {
            return;
        }
        Message message =
                addresses.rule().allows(address) ? Message.INTERFACE_OUTSIDE_BASE_URL : Message.INTERFACE_WITHOUT_TOKEN;
        LOG.log(Level.WARNING, text(message, type, found.get(), server));
    }

    private static String text(Message message, BearerInterface type, Configured found, ServerSettings server) {
        AddressDifference difference = new AddressDifference(server.addresses().baseUrl(), found.address());
        String key = server.key(Setting.BASE_URL);
        return message.of(
                server.name(),
                type.type(),
                found.key(),
                difference.shown(),
                server.addresses().baseUrl(),
                difference.cause(),
                found.settable(type),
                key,
                key);
    }

    /** Returns the address that the runtime uses; empty if none is set, which the runtime itself reports. */
    private Optional<Configured> address(BearerInterface type) {
        List<Configured> found = keys(type)
                .flatMap(key -> value(key).map(value -> new Configured(key, value)).stream())
                .toList();
        if (found.isEmpty()) {
            return uri(type.baseUri())
                    .filter(uri -> !type.baseUri().isEmpty())
                    .map(uri -> new Configured("@RegisterRestClient(baseUri)", uri));
        }
        URI address = found.get(0).address();
        // Quarkus also returns the value of a standard key for its own keys; the application set the last key of the list
        return found.stream().filter(other -> other.address().equals(address)).reduce((earlier, later) -> later);
    }

    private Stream<String> keys(BearerInterface type) {
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

    private Optional<URI> value(String key) {
        try {
            return config.getOptionalValue(key, String.class).flatMap(BearerAddressCheck::uri);
        } catch (RuntimeException unresolved) {
            return Optional.empty();
        }
    }

    private static Optional<URI> uri(String value) {
        try {
            return Optional.of(URI.create(value.strip()));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** An address and the configuration key that contains it. */
    private record Configured(String key, URI address) {

        /** Returns the key to set in a correction. For an address in the annotation, it is the standard key that overrides it. */
        String settable(BearerInterface type) {
            String prefix = type.configKey().isEmpty() ? type.type() : type.configKey();
            return key.startsWith("@") ? prefix + "/mp-rest/url" : key;
        }
    }
}

package io.safire.minimal;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.brand.BrandBundle;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.ValidationException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The clients of the servers in MicroProfile Config, created when the application first uses them. */
final class MinimalClients implements SmartClients {

    private static final String DEFAULT = "default";
    private static final Pattern BASE_URL = Pattern.compile("safire\\.(?:\"?([^\"]+)\"?\\.)?base-url");

    private final Map<String, SmartClient> clients = new ConcurrentHashMap<>();

    @Override
    public Set<String> names() {
        return StreamSupport.stream(config().getPropertyNames().spliterator(), false)
                .map(BASE_URL::matcher)
                .filter(Matcher::matches)
                .map(key -> Optional.ofNullable(key.group(1)).orElse(DEFAULT))
                .collect(Collectors.toSet());
    }

    @Override
    public SmartClient client(String name) {
        return clients.computeIfAbsent(name, unused -> new MinimalClient(settings(name)));
    }

    @Override
    public SmartClient client() {
        Set<String> names = names();
        return client(names.size() == 1 ? names.iterator().next() : DEFAULT);
    }

    @Override
    public SmartClient forLaunch(String iss) {
        return names().stream()
                .filter(name -> settings(name).isBaseUrl(iss))
                .sorted()
                .findFirst()
                .map(this::client)
                .orElseThrow(() -> new ValidationException(
                        Failure.of(
                                "MINIMAL-0001", null, Step.AUTHORIZATION, "No configured server has the URL of iss."),
                        "iss",
                        "matches no configured server"));
    }

    @Override
    public BrandBundle brands(URI vendorBundle) {
        throw new UnsupportedOperationException("brands");
    }

    private static MinimalSettings settings(String name) {
        return MinimalSettings.read(config(), name, name.equals(DEFAULT) ? "safire." : "safire." + name + ".");
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }
}

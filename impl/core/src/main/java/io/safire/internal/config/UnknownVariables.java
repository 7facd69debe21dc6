package io.safire.internal.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables with the prefix of a server that correspond to no setting. */
final class UnknownVariables {

    /** Variables that Kubernetes sets in each container for a service. */
    private static final Pattern KUBERNETES_VARIABLE = Pattern.compile(
            ".*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final String BASE_URL = EnvironmentVariables.variableName(Setting.BASE_URL.key());
    private static final Set<String> SETTINGS = Arrays.stream(Setting.values())
            .filter(setting -> !setting.isGroup())
            .map(Setting::key)
            .map(EnvironmentVariables::variableName)
            .collect(Collectors.toUnmodifiableSet());

    private final ServerNames names;
    private final Set<String> unknownVariables = new TreeSet<>();

    /** A variable with the prefix of a server. The rest of the name is the setting. */
    private record ServerVariable(String server, String setting) {}

    UnknownVariables(ServerNames names, EnvironmentVariables environment) {
        this.names = names;
        environment.variables().stream()
                .filter(variable -> !KUBERNETES_VARIABLE.matcher(variable).matches())
                .filter(variable -> !isSetting(variable))
                .forEach(unknownVariables::add);
    }

    /** Returns the variables that set the base URL of a server that is not in {@code safire.servers}. */
    List<String> unlistedBaseUrls() {
        return unknownVariables.stream()
                .filter(variable -> variable.endsWith("_" + BASE_URL))
                .toList();
    }

    /** Returns a description of each unknown variable, with the most similar known variable. */
    List<String> find() {
        List<String> prefixes = unlistedBaseUrls().stream()
                .map(variable -> variable.substring(0, variable.length() - BASE_URL.length()))
                .toList();
        List<String> findings = new ArrayList<>();
        for (String variable : unknownVariables) {
            boolean ofNoServer = prefixes.stream()
                    .anyMatch(prefix -> variable.equals(prefix + BASE_URL)
                            || !prefix.equals(EnvironmentVariables.ROOT) && variable.startsWith(prefix));
            if (!ofNoServer) {
                describe(variable).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private boolean isSetting(String variable) {
        return variable.equals(EnvironmentVariables.variableName(ApplicationSetting.SERVERS.key()))
                || variable.equals(EnvironmentVariables.variableName(ApplicationSetting.UNKNOWN_KEYS.key()))
                || names.names().stream()
                        .map(name -> EnvironmentVariables.variableName(names.prefixOf(name)))
                        .filter(variable::startsWith)
                        .map(prefix -> variable.substring(prefix.length()))
                        .anyMatch(setting -> SETTINGS.contains(setting) || GroupKeys.isVariable(setting));
    }

    private Optional<String> describe(String variable) {
        Optional<ServerVariable> named = names.names().stream()
                .filter(name -> !name.equals(ConfiguredServers.DEFAULT))
                .flatMap(name -> serverVariable(variable, name))
                .min(Comparator.comparingInt(below -> below.setting.length()));
        if (named.isPresent()) {
            return Optional.of(variable + suggestion(named.get()).orElse(""));
        }
        // other programs have variables that begin with SAFIRE_, so only a probable misspelling is reported
        return names.contains(ConfiguredServers.DEFAULT)
                ? suggestion(new ServerVariable(
                                ConfiguredServers.DEFAULT, variable.substring(EnvironmentVariables.ROOT.length())))
                        .map(variable::concat)
                : Optional.empty();
    }

    /**
     * Also recognizes a server name that is quoted in configuration keys. In the variable, each quote is an additional
     * underscore.
     */
    private static Stream<ServerVariable> serverVariable(String variable, String name) {
        String form = EnvironmentVariables.variableName(name);
        return Stream.of(EnvironmentVariables.ROOT + form + "_", EnvironmentVariables.ROOT + "_" + form + "__")
                .filter(variable::startsWith)
                .map(prefix -> new ServerVariable(name, variable.substring(prefix.length())));
    }

    private Optional<String> suggestion(ServerVariable below) {
        String prefix = EnvironmentVariables.variableName(names.prefixOf(below.server));
        return NearestKeyFinder.find(below.setting, SETTINGS)
                .map(nearest -> " (did you mean " + prefix + nearest + "?)");
    }
}

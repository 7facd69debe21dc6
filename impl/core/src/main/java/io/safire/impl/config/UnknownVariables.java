package io.safire.impl.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables with the prefix of a server that override none of its settings. */
final class UnknownVariables {

    /** Variables that Kubernetes sets in each container for a service. */
    private static final Pattern OF_KUBERNETES = Pattern.compile(
            ".*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final String BASE_URL = Environment.form(Setting.BASE_URL.key());
    private static final Set<String> SETTINGS =
            ConfigKey.SETTINGS.stream().map(Environment::form).collect(Collectors.toUnmodifiableSet());

    private final ServerNames names;
    private final Set<String> unread = new TreeSet<>();

    /** A variable with the prefix of a server; the setting is the rest of its name. */
    private record Below(String server, String setting) {}

    UnknownVariables(ServerNames names, Environment environment) {
        this.names = names;
        environment.variables().stream()
                .filter(variable -> !OF_KUBERNETES.matcher(variable).matches())
                .filter(variable -> !isRead(variable))
                .forEach(unread::add);
    }

    /** Returns the variables that are base URLs of servers which {@code safire.servers} does not list. */
    List<String> ofNoServer() {
        return unread.stream()
                .filter(variable -> variable.endsWith("_" + BASE_URL))
                .toList();
    }

    /** Describes each unknown variable, with the nearest known variable. */
    List<String> unknown() {
        List<String> prefixes = ofNoServer().stream()
                .map(variable -> variable.substring(0, variable.length() - BASE_URL.length()))
                .toList();
        List<String> findings = new ArrayList<>();
        for (String variable : unread) {
            boolean ofNoServer = prefixes.stream()
                    .anyMatch(prefix -> variable.equals(prefix + BASE_URL)
                            || !prefix.equals(Environment.ROOT) && variable.startsWith(prefix));
            if (!ofNoServer) {
                finding(variable).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private boolean isRead(String variable) {
        return variable.equals(Environment.form(ApplicationSetting.SERVERS.key()))
                || variable.equals(Environment.form(ApplicationSetting.UNKNOWN_KEYS.key()))
                || names.names().stream()
                        .map(name -> Environment.form(names.prefixOf(name)))
                        .anyMatch(prefix ->
                                variable.startsWith(prefix) && SETTINGS.contains(variable.substring(prefix.length())));
    }

    private Optional<String> finding(String variable) {
        Optional<Below> named = names.names().stream()
                .filter(name -> !name.equals(ConfiguredServers.DEFAULT))
                .flatMap(name -> below(variable, name))
                .min(Comparator.comparingInt(below -> below.setting.length()));
        if (named.isPresent()) {
            return Optional.of(variable + hint(named.get()).orElse(""));
        }
        // other programs have variables that begin with SAFIRE_, so only a probable typo is reported
        return names.contains(ConfiguredServers.DEFAULT)
                ? hint(new Below(ConfiguredServers.DEFAULT, variable.substring(Environment.ROOT.length())))
                        .map(variable::concat)
                : Optional.empty();
    }

    /** In the variable of a quoted name, each quote is an additional underscore. */
    private static Stream<Below> below(String variable, String name) {
        String form = Environment.form(name);
        return Stream.of(Environment.ROOT + form + "_", Environment.ROOT + "_" + form + "__")
                .filter(variable::startsWith)
                .map(prefix -> new Below(name, variable.substring(prefix.length())));
    }

    private Optional<String> hint(Below below) {
        String prefix = Environment.form(names.prefixOf(below.server));
        return NearestKey.of(below.setting, SETTINGS).map(nearest -> " (did you mean " + prefix + nearest + "?)");
    }
}

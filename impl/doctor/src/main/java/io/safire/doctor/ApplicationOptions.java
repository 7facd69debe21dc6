package io.safire.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select the application and its servers. */
final class ApplicationOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "PATH",
            description = {
                "microprofile-config.properties, or the directory, JAR, WAR or EAR that contains it.",
                "Default: the application in the current directory."
            })
    @Nullable
    Path config;

    @Option(
            names = {"-s", "--server"},
            paramLabel = "NAME",
            description = "Configured server to check. Can be repeated. Default: all.")
    List<String> servers = new ArrayList<>();

    /** MicroProfile Config and the JDK read system properties. */
    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "System property, such as a configuration key. Can be repeated.")
    void setSystemProperties(Map<String, String> properties) {
        properties.forEach(System::setProperty);
    }

    OpenApplication open(CommandContext context, Map<String, String> replacedSettings) {
        return OpenApplication.open(context, config, replacedSettings);
    }

    /**
     * @throws DoctorException if no server or an unknown server is selected
     */
    List<String> select(OpenApplication application) {
        Set<String> names = application.clients().names();
        if (names.isEmpty()) {
            throw new DoctorException(DoctorMessage.NO_SERVER, application.description());
        }
        for (String server : servers) {
            if (!names.contains(server)) {
                throw new DoctorException(DoctorMessage.UNKNOWN_SERVER, server, String.join(", ", names));
            }
        }
        return servers.isEmpty()
                ? List.copyOf(names.stream().sorted().toList())
                : servers.stream().distinct().toList();
    }
}

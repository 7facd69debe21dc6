package io.safire.doctor;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** The configuration of an application, with the precedence, expressions and profiles of MicroProfile Config. */
final class ApplicationConfig {

    private static final int FILE_ORDINAL = 100;
    private static final int QUARKUS_FILE_ORDINAL = 250;

    private static final int ENVIRONMENT_ORDINAL = 300;
    /** The ordinal of the options is above the ordinal of system properties. */
    private static final int OPTIONS_ORDINAL = 500;

    private ApplicationConfig() {}

    /**
     * @param environment the environment variables
     * @param options the settings that were given as options of the command, which override all other sources
     */
    static Config read(
            ApplicationFiles files, ClassLoader loader, Map<String, String> environment, Map<String, String> options) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(loader)
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL), new SysPropConfigSource())
                .withSources(PropertiesConfigSourceLoader.inClassPath(
                        "application.properties", QUARKUS_FILE_ORDINAL, loader))
                .withSources(
                        PropertiesConfigSourceLoader.inClassPath(ArchiveExtractor.CONFIGURATION, FILE_ORDINAL, loader))
                .withSources(new PropertiesConfigSource(options, "options of safire-doctor", OPTIONS_ORDINAL));
        Path file = files.singleFile();
        if (file != null) {
            builder.withSources(
                    PropertiesConfigSourceLoader.inFileSystem(file.toUri().toString(), FILE_ORDINAL, loader));
        }
        return builder.build();
    }
}

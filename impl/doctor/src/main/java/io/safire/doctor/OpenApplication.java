package io.safire.doctor;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of an application and its clients. Safire reads key files with the context class loader of the current
 * thread. Therefore, until the application is closed, the context class loader is a class loader for these files.
 */
record OpenApplication(
        ApplicationFiles files,
        ConfiguredApplication clients,
        @Nullable ClassLoader previousLoader) implements AutoCloseable {

    /**
     * @param location the configuration or the archive of the application; null for the current directory
     * @param replacedSettings the settings that options replace
     */
    static OpenApplication open(CommandContext context, @Nullable Path location, Map<String, String> replacedSettings) {
        ApplicationFiles files = ApplicationFiles.find(context.directory(), location);
        Thread thread = Thread.currentThread();
        ClassLoader previous = thread.getContextClassLoader();
        ClassLoader loader = files.classLoader();
        thread.setContextClassLoader(loader);
        try {
            ConfiguredApplication clients = new ConfiguredApplication(
                    ApplicationConfig.read(files, loader, context.environment(), replacedSettings),
                    context.environment().keySet(),
                    context.clock());
            return new OpenApplication(files, clients, previous);
        } catch (RuntimeException failure) {
            thread.setContextClassLoader(previous);
            files.close();
            throw failure;
        }
    }

    /** Returns the location of the configuration, for messages. */
    String description() {
        return files.description();
    }

    @Override
    public void close() {
        clients.close();
        Thread.currentThread().setContextClassLoader(previousLoader);
        files.close();
    }
}

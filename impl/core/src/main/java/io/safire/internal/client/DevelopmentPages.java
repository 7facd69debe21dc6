package io.safire.internal.client;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.stream.Collectors;

/** A warning about servers whose error pages show a diagnosis, which is suitable for development only. */
final class DevelopmentPages {

    private static final Logger LOG = System.getLogger(DevelopmentPages.class.getName());

    private DevelopmentPages() {}

    static void report(Collection<ServerSettings> servers) {
        String names = servers.stream()
                .filter(server -> server.launches().development())
                .map(ServerSettings::name)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            LOG.log(Level.WARNING, Message.DEVELOPMENT_PAGES.formatWithoutServer(names, Setting.DEVELOPMENT.key()));
        }
    }
}

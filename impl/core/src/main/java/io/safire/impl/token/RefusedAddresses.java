package io.safire.impl.token;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Log of requests that are sent without an access token. It logs one warning for each origin, and each further request at
 * DEBUG.
 */
public final class RefusedAddresses {

    /** The maximum number of origins to warn about. Requests to further origins are logged at DEBUG only. */
    static final int MAX_ORIGINS = 100;

    private static final Logger LOG = System.getLogger("io.safire.bearer");

    private final String server;
    private final URI base;
    private final String key;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    public RefusedAddresses(ServerSettings settings) {
        this.server = settings.name();
        this.base = settings.addresses().baseUrl();
        this.key = settings.key(Setting.BASE_URL);
    }

    /** Logs one request without an access token. */
    public void report(URI target) {
        AddressDifference difference = new AddressDifference(base, target);
        Level level = isFirst(difference.origin()) ? Level.WARNING : Level.DEBUG;
        if (LOG.isLoggable(level)) {
            LOG.log(
                    level,
                    Message.REQUEST_WITHOUT_TOKEN.of(
                            server, difference.shown(), base, difference.cause(), key, key, difference.origin()));
        }
    }

    private boolean isFirst(String origin) {
        return warned.size() < MAX_ORIGINS && warned.add(origin);
    }
}

package io.safire.internal.token;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Log of requests that are sent without an access token. The log contains the first request to each origin as a
 * warning, and each additional request at the level DEBUG.
 */
public final class RequestWithoutTokenLog {

    /** The maximum number of origins with a warning. Requests to further origins are logged only at the level DEBUG. */
    static final int MAX_ORIGINS = 100;

    private static final Logger LOG = System.getLogger("io.safire.bearer");

    private final String server;
    private final URI baseUrl;
    private final String baseUrlKey;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    public RequestWithoutTokenLog(ServerSettings settings) {
        this.server = settings.name();
        this.baseUrl = settings.endpoints().baseUrl();
        this.baseUrlKey = settings.key(Setting.BASE_URL);
    }

    public void report(URI target) {
        AddressDifference difference = new AddressDifference(baseUrl, target);
        Level level = isFirstWarning(difference.origin()) ? Level.WARNING : Level.DEBUG;
        if (LOG.isLoggable(level)) {
            LOG.log(
                    level,
                    Message.REQUEST_WITHOUT_TOKEN.format(
                            server,
                            difference.redactedAddress(),
                            baseUrl,
                            difference.cause(),
                            baseUrlKey,
                            baseUrlKey,
                            difference.origin()));
        }
    }

    private boolean isFirstWarning(String origin) {
        return warned.size() < MAX_ORIGINS && warned.add(origin);
    }
}

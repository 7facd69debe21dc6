package io.safire.impl.config;

import static io.safire.impl.config.Setting.AUTHORIZE_METHOD;
import static io.safire.impl.config.Setting.CLIENT_SECRET;
import static io.safire.impl.config.Setting.CLIENT_SECRET_ENCODING;
import static io.safire.impl.config.Setting.CLIENT_SECRET_PREVIOUS;
import static io.safire.impl.config.Setting.CLIENT_TYPE;
import static io.safire.impl.config.Setting.KEY_STORE_LOCATION;
import static io.safire.impl.config.Setting.KEY_STORE_PASSWORD;
import static io.safire.impl.config.Setting.LOGIN_ORIGINS;
import static io.safire.impl.config.Setting.NEXT_KEY;
import static io.safire.impl.config.Setting.NEXT_KEY_LOCATION;
import static io.safire.impl.config.Setting.NEXT_KID;
import static io.safire.impl.config.Setting.PRIVATE_KEY;
import static io.safire.impl.config.Setting.PRIVATE_KEY_LOCATION;
import static io.safire.impl.config.Setting.PRIVATE_KEY_PUBLISHED_SINCE;
import static io.safire.impl.config.Setting.RETIRING_KEY;
import static io.safire.impl.config.Setting.RETIRING_KEY_LOCATION;
import static io.safire.impl.config.Setting.RETIRING_KID;
import static io.safire.impl.config.Setting.STORE_KEY;
import static io.safire.impl.config.Setting.STORE_KEY_PREVIOUS;
import static io.safire.impl.config.Setting.TRUST_STORE_LOCATION;
import static io.safire.impl.config.Setting.TRUST_STORE_PASSWORD;

import io.safire.ClientType;
import io.safire.impl.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The settings of a server that have no effect because of other settings. */
final class UnusedSettings {

    private static final Logger LOG = System.getLogger(UnusedSettings.class.getName());

    private final Config config;
    private final ServerSettings settings;
    private final List<String> findings = new ArrayList<>();

    UnusedSettings(Config config, ServerSettings settings) {
        this.config = config;
        this.settings = settings;
    }

    /** Logs the settings without effect in one warning. */
    void report() {
        List<String> unused = find();
        if (!unused.isEmpty()) {
            LOG.log(Level.WARNING, Message.UNUSED_SETTINGS.of(settings.name(), String.join(", ", unused)));
        }
    }

    /** Returns the key of each setting without effect, with the reason in brackets. */
    List<String> find() {
        if (settings.client().type() != ClientType.CONFIDENTIAL_SYMMETRIC) {
            String type = CLIENT_TYPE.key() + " is " + settings.client().type().value();
            List.of(CLIENT_SECRET, CLIENT_SECRET_PREVIOUS, CLIENT_SECRET_ENCODING)
                    .forEach(setting -> unused(setting, type));
        } else {
            unusedWithout(CLIENT_SECRET_PREVIOUS, CLIENT_SECRET);
        }
        keys();
        unusedWithout(KEY_STORE_PASSWORD, KEY_STORE_LOCATION);
        unusedWithout(TRUST_STORE_PASSWORD, TRUST_STORE_LOCATION);
        if (!isSet(ConfigKey.ROOT + STORE_KEY.key())) {
            unusedWithout(STORE_KEY_PREVIOUS, STORE_KEY);
        }
        if (settings.launches().authorizeMethod() == AuthorizeMethod.GET) {
            unused(LOGIN_ORIGINS, AUTHORIZE_METHOD.key() + " is get");
        }
        return findings;
    }

    private void keys() {
        unusedBeside(PRIVATE_KEY_LOCATION, PRIVATE_KEY);
        unusedBeside(NEXT_KEY_LOCATION, NEXT_KEY);
        unusedBeside(RETIRING_KEY_LOCATION, RETIRING_KEY);
        unusedWithout(PRIVATE_KEY_PUBLISHED_SINCE, PRIVATE_KEY, PRIVATE_KEY_LOCATION);
        unusedWithout(NEXT_KID, NEXT_KEY, NEXT_KEY_LOCATION);
        unusedWithout(RETIRING_KID, RETIRING_KEY, RETIRING_KEY_LOCATION);
    }

    private void unusedBeside(Setting setting, Setting stronger) {
        if (isSet(settings.key(stronger))) {
            unused(setting, stronger.key() + " is set");
        }
    }

    private void unusedWithout(Setting setting, Setting... needed) {
        for (Setting one : needed) {
            if (isSet(settings.key(one))) {
                return;
            }
        }
        unused(setting, needed[0].key() + " is not set");
    }

    private void unused(Setting setting, String why) {
        if (isSet(settings.key(setting))) {
            findings.add(settings.key(setting) + " (" + why + ")");
        }
    }

    private boolean isSet(String key) {
        return ServerNames.isSet(config, key);
    }
}

package io.safire.internal.config;

import static io.safire.internal.config.Setting.AUTHORIZE_METHOD;
import static io.safire.internal.config.Setting.CLIENT_AUTHENTICATION_METHOD;
import static io.safire.internal.config.Setting.CLIENT_SECRET;
import static io.safire.internal.config.Setting.CLIENT_SECRET_ENCODING;
import static io.safire.internal.config.Setting.CLIENT_SECRET_PREVIOUS;
import static io.safire.internal.config.Setting.CLIENT_TYPE;
import static io.safire.internal.config.Setting.KEY_STORE_LOCATION;
import static io.safire.internal.config.Setting.KEY_STORE_PASSWORD;
import static io.safire.internal.config.Setting.LOGIN_ORIGINS;
import static io.safire.internal.config.Setting.PRIVATE_KEY;
import static io.safire.internal.config.Setting.PRIVATE_KEY_LOCATION;
import static io.safire.internal.config.Setting.PRIVATE_KEY_PUBLISHED_SINCE;
import static io.safire.internal.config.Setting.PROXY_EXCEPTIONS;
import static io.safire.internal.config.Setting.PROXY_HOST;
import static io.safire.internal.config.Setting.PROXY_PASSWORD;
import static io.safire.internal.config.Setting.PROXY_PORT;
import static io.safire.internal.config.Setting.PROXY_USER;
import static io.safire.internal.config.Setting.STORE_KEY;
import static io.safire.internal.config.Setting.STORE_KEY_PREVIOUS;
import static io.safire.internal.config.Setting.TRUST_STORE_LOCATION;
import static io.safire.internal.config.Setting.TRUST_STORE_PASSWORD;

import io.safire.authentication.ClientType;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

    void log() {
        List<String> unused = find();
        if (!unused.isEmpty()) {
            LOG.log(Level.WARNING, Message.UNUSED_SETTINGS.format(settings.name(), String.join(", ", unused)));
        }
    }

    /** Returns the key of each setting without effect, with the reason in brackets. */
    List<String> find() {
        if (settings.client().type() != ClientType.CONFIDENTIAL_SYMMETRIC) {
            String type = CLIENT_TYPE.key() + " is " + settings.client().type().value();
            List.of(CLIENT_SECRET, CLIENT_SECRET_PREVIOUS, CLIENT_SECRET_ENCODING)
                    .forEach(setting -> addIfSet(setting, type));
        } else {
            checkDependency(CLIENT_SECRET_PREVIOUS, CLIENT_SECRET);
            if (settings.client().authenticationMethod() == ClientAuthenticationMethod.CLIENT_SECRET_POST) {
                addIfSet(CLIENT_SECRET_ENCODING, CLIENT_AUTHENTICATION_METHOD.key() + " is client_secret_post");
            }
        }
        checkKeys();
        checkDependency(KEY_STORE_PASSWORD, KEY_STORE_LOCATION);
        checkDependency(TRUST_STORE_PASSWORD, TRUST_STORE_LOCATION);
        List.of(PROXY_PORT, PROXY_USER, PROXY_PASSWORD).forEach(setting -> checkDependency(setting, PROXY_HOST));
        if (!ServerNames.isSet(config, ConfigKey.ROOT + PROXY_HOST.key())) {
            checkDependency(PROXY_EXCEPTIONS, PROXY_HOST);
        }
        if (!ServerNames.isSet(config, ConfigKey.ROOT + STORE_KEY.key())) {
            checkDependency(STORE_KEY_PREVIOUS, STORE_KEY);
        }
        if (settings.launches().authorizeMethod() == AuthorizeMethod.GET) {
            addIfSet(LOGIN_ORIGINS, AUTHORIZE_METHOD.key() + " is get" + originOf(AUTHORIZE_METHOD));
        }
        return findings;
    }

    private String originOf(Setting setting) {
        return settings.profile()
                .defaultOf(setting)
                .map(value -> " in the EHR profile " + settings.profile().name())
                .orElse("");
    }

    private void checkKeys() {
        checkDependency(PRIVATE_KEY_PUBLISHED_SINCE, PRIVATE_KEY, PRIVATE_KEY_LOCATION);
        for (KeySlot slot : KeySlot.values()) {
            List<Setting> dependent = slot == KeySlot.ACTIVE
                    ? List.of(slot.passwordSetting(), slot.aliasSetting())
                    : List.of(slot.kidSetting(), slot.passwordSetting(), slot.aliasSetting());
            dependent.forEach(setting -> checkDependency(setting, slot.keySetting(), slot.locationSetting()));
        }
    }

    private void checkDependency(Setting setting, Setting... required) {
        if (Stream.of(required).noneMatch(candidate -> ServerNames.isSet(config, settings.key(candidate)))) {
            addIfSet(setting, required[0].key() + " is not set");
        }
    }

    private void addIfSet(Setting setting, String reason) {
        if (ServerNames.isSet(config, settings.key(setting))) {
            findings.add(settings.key(setting) + " (" + reason + ")");
        }
    }
}

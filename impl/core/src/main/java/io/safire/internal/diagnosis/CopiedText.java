package io.safire.internal.diagnosis;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import io.safire.internal.authentication.SentCredential;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The check of a client_id or secret for characters that show that it was not copied correctly. */
final class CopiedText {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?i)<.*>|change[-_ ]?(me|it)|todo|x{3,}|(my|your)[-_ ]?(client[-_ ]?(id|secret)?|secret)");
    private static final Pattern QUOTED = Pattern.compile("(?s)\".*\"|'.*'");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

    private CopiedText() {}

    /** Returns the finding for a text. The finding never contains the text. */
    static Optional<Finding> finding(ServerSettings settings, Setting setting, String text) {
        String key = settings.key(setting);
        if (EXPRESSION.matcher(text).find()) {
            return Optional.of(Message.SETTING_EXPRESSION.finding(key, key));
        }
        if (PLACEHOLDER.matcher(text.strip()).matches()) {
            return Optional.of(Message.SETTING_PLACEHOLDER.finding(key, key));
        }
        if (QUOTED.matcher(text.strip()).matches()) {
            return Optional.of(Message.SETTING_QUOTED.finding(key, key));
        }
        return hasCopiedWhiteSpace(setting, text) ? Optional.of(whiteSpace(key, text)) : Optional.empty();
    }

    /** A generated secret may contain a space between other characters. */
    private static boolean hasCopiedWhiteSpace(Setting setting, String text) {
        String checked = setting == Setting.CLIENT_SECRET && text.equals(text.strip()) ? text.replace(" ", "") : text;
        return checked.chars().anyMatch(Character::isWhitespace);
    }

    private static Finding whiteSpace(String key, String text) {
        return Message.SETTING_WHITE_SPACE.finding(key, text.length(), key);
    }

    /** Returns the finding for a text that the server rejected. */
    private static Optional<Finding> findingOfRejected(ServerSettings settings, Setting setting, String text) {
        Optional<Finding> finding = finding(settings, setting, text);
        return finding.isEmpty() && text.contains(" ")
                ? Optional.of(whiteSpace(settings.key(setting), text).withConfidence(Confidence.POSSIBLE))
                : finding;
    }

    /** Returns the findings for the configured credential, if a rejected request contained it. */
    static List<Finding> findings(ServerSettings settings, SentCredential sent) {
        List<Finding> findings = new ArrayList<>();
        if (sent.clientIdSource().equals(settings.key(Setting.CLIENT_ID))) {
            findingOfRejected(settings, Setting.CLIENT_ID, sent.clientId()).ifPresent(findings::add);
        }
        if (sent.source().equals(settings.key(Setting.CLIENT_SECRET))) {
            settings.secrets()
                    .clientSecret()
                    .flatMap(secret -> findingOfRejected(settings, Setting.CLIENT_SECRET, secret))
                    .ifPresent(findings::add);
        }
        return findings;
    }
}

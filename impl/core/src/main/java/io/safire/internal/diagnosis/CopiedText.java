package io.safire.internal.diagnosis;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.internal.authentication.SentCredential;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The check of a {@code client_id} or secret for characters that show a mistake during copying. */
final class CopiedText {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?i)<.*>|change[-_ ]?(me|it)|todo|x{3,}|(my|your)[-_ ]?(client[-_ ]?(id|secret)?|secret)");
    private static final Pattern QUOTED = Pattern.compile("(?s)\".*\"|'.*'");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

    private CopiedText() {}

    /** The finding never contains the text. */
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
        return text.chars().anyMatch(Character::isWhitespace)
                ? Optional.of(whiteSpace(setting, key, text))
                : Optional.empty();
    }

    /** Spaces between other characters may belong to a secret, so these spaces are only a possible cause. */
    private static Finding whiteSpace(Setting setting, String key, String text) {
        Finding finding = Message.SETTING_WHITE_SPACE.finding(key, text.length(), key);
        boolean onlySpacesBetween =
                text.equals(text.strip()) && text.replace(" ", "").chars().noneMatch(Character::isWhitespace);
        return setting == Setting.CLIENT_SECRET && onlySpacesBetween
                ? finding.withSeverity(Severity.RISK).withConfidence(Confidence.POSSIBLE)
                : finding;
    }

    /** Examines the configured credential if the request contained it. Other credentials are not examined. */
    static List<Finding> findings(ServerSettings settings, SentCredential sent) {
        List<Finding> findings = new ArrayList<>();
        if (sent.clientIdSource().equals(settings.key(Setting.CLIENT_ID))) {
            finding(settings, Setting.CLIENT_ID, sent.clientId()).ifPresent(findings::add);
        }
        if (sent.source().equals(settings.key(Setting.CLIENT_SECRET))) {
            settings.secrets()
                    .clientSecret()
                    .flatMap(secret -> finding(settings, Setting.CLIENT_SECRET, secret))
                    .ifPresent(findings::add);
        }
        return findings;
    }
}

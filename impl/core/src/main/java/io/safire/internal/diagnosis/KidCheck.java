package io.safire.internal.diagnosis;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import io.safire.internal.config.KeySlot;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A check of the text of each {@code kid}. An unusual {@code kid} is a risk only: it works as long as the published key
 * has the same {@code kid}. Two keys with one {@code kid} are an error of the keys.
 */
final class KidCheck {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]*");

    private KidCheck() {}

    static Check check() {
        return Check.ofConfiguration(
                "SD-K04", Step.KEYS, "Is each kid free of quotes, white space and placeholders?", KidCheck::kids);
    }

    private static List<Finding> kids(Evidence evidence) {
        return evidence.settings().client().type() == ClientType.CONFIDENTIAL_ASYMMETRIC
                ? Stream.of(KeySlot.values())
                        .flatMap(slot -> finding(evidence.settings(), slot).stream())
                        .toList()
                : List.of();
    }

    private static Optional<Finding> finding(ServerSettings settings, KeySlot slot) {
        return settings.secrets().kid(slot).flatMap(kid -> CopiedText.finding(settings, slot.kidSetting(), kid)
                .map(copied -> copied.withSeverity(Severity.RISK))
                .or(() -> unprintable(settings, slot, kid)));
    }

    private static Optional<Finding> unprintable(ServerSettings settings, KeySlot slot, String kid) {
        String key = settings.key(slot.kidSetting());
        return PRINTABLE.matcher(kid).matches()
                ? Optional.empty()
                : Optional.of(Message.KID_NOT_PRINTABLE.finding(key, key));
    }
}

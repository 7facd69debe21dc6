package io.safire.internal.authentication;

import static java.util.Objects.requireNonNullElse;

import io.safire.diagnosis.Finding;
import io.safire.internal.authentication.KeyHistory.KeyUse;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.time.Duration;
import java.time.Instant;

/** The findings on the rotation of the client's keys at one server. */
record KeyFindings(ServerSettings settings) {

    /**
     * The former key still signs, because servers may not have fetched the active key yet.
     *
     * @param from the time from which the active key signs
     */
    Finding formerKeySigns(ClientJwk former, ClientJwk active, Instant publishedSince, Instant from) {
        String setting = settings.key(Setting.PRIVATE_KEY_PUBLISHED_SINCE);
        return finding(
                "private_key", Message.FORMER_KEY_SIGNS, former.kid(), from, active.kid(), publishedSince, setting);
    }

    /** The active key already signs, although servers may not have fetched it yet. */
    Finding newKeySigns(ClientJwk active, Instant publishedSince, Instant from) {
        String setting = settings.key(Setting.RETIRING_KEY);
        return finding("private_key", Message.NEW_KEY_SIGNS, active.kid(), publishedSince, from, setting);
    }

    /** The former key stays published for a time after its last signature. */
    Finding formerKeyPublished(KeyUse former, Duration publishedAfterSignature) {
        Instant lastSigned = requireNonNullElse(former.lastSigned(), former.firstSeen());
        Instant until = lastSigned.plus(publishedAfterSignature);
        String setting = settings.key(Setting.RETIRING_KEY);
        return finding("retiring_key", Message.KEY_NOT_CONFIGURED, former.kid(), lastSigned, until, setting);
    }

    /** The former key cannot stay published, because another key has its {@code kid}. */
    Finding kidReused(KeyUse former) {
        return finding("kid", Message.KID_REUSED, former.kid(), settings.key(Setting.KID));
    }

    private Finding finding(String member, Message message, Object... arguments) {
        return message.finding(arguments).withMember(member);
    }
}

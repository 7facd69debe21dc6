package io.safire.impl.managed;

import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.impl.config.HttpSettings;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.managed.Sending.LostClaimException;
import io.safire.impl.message.Message;
import io.safire.token.TokenResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The refresher of one user's tokens, which sends each refresh token only once in the whole cluster. A node acquires a lease in
 * the store by compare-and-set, marks it as sent, and sends the request. It replaces the lease with the response before any caller
 * gets the tokens, and before any further request, such as one for the issuer's keys. Each step requires the version of the step
 * before, so that only one of two competing nodes continues.
 */
final class SharedRenewal implements TokenSource {

    private static final long CLAIM_LIFE = 30_000;
    /** Number of attempts of one request that may each wait for the connect timeout. */
    private static final int ATTEMPTS = 3;
    /** The read timeout applies to the response head and to the body separately. */
    private static final int READS = 2;
    /** Allowance for delays between attempts and for clock skew between nodes. */
    private static final long ALLOWANCE = 15_000;

    private static final long PATIENCE = 30_000;
    private static final int MOST_LOSSES = 10;
    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 500;

    private final ServerSettings settings;
    private final String subject;
    private final SealedStore store;
    private final TokenRequests requests;
    private final LongSupplier clock;
    private final Pauses pauses;
    private final AnswerKeeper answers;
    private final String owner = UUID.randomUUID().toString();
    private boolean inDoubt;

    SharedRenewal(
            ServerSettings settings,
            String subject,
            SealedStore store,
            TokenRequests requests,
            LongSupplier clock,
            Pauses pauses,
            HeldAnswers held) {
        this.settings = settings;
        this.subject = subject;
        this.store = store;
        this.requests = requests;
        this.clock = clock;
        this.pauses = pauses;
        this.answers = new AnswerKeeper(store, subject, pauses, held, requests, this::gone);
    }

    @Override
    public boolean renews(Obtained obtained) {
        return obtained.tokens().refreshToken().isPresent();
    }

    @Override
    public boolean holdsAnswer() {
        return answers.pending();
    }

    @Override
    public Renewal next(@Nullable Current last) {
        if (answers.pending()) {
            Renewal kept = answers.keep();
            if (!isOver(kept)) {
                return kept;
            }
        }
        long end = clock.getAsLong() + PATIENCE;
        int losses = 0;
        for (long pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
            Optional<Kept> there = store.find(subject);
            if (there.isEmpty()) {
                return new Renewal.Ended(gone());
            }
            Kept kept = there.get();
            if (isNewer(kept, last)) {
                return new Renewal.Renewed(kept.content().obtained());
            }
            if (canClaim(kept)) {
                try {
                    return refreshed(kept);
                } catch (LostClaimException somebodyElse) {
                    // the entry of the faster node decides how to continue
                    losses++;
                    if (losses < MOST_LOSSES) {
                        continue;
                    }
                }
            }
            if (last != null && clock.getAsLong() < last.usableUntil()) {
                return new Renewal.Busy();
            }
            if (clock.getAsLong() >= end || Thread.currentThread().isInterrupted()) {
                throw new NetworkException(
                        settings.name(), Message.RENEWED_ELSEWHERE.of(settings.name(), PATIENCE / 1000), "Timed out");
            }
            pauses.pause(pause);
        }
    }

    /** Returns whether a late write stored an access token that has expired meanwhile; its refresh token is still valid. */
    private boolean isOver(Renewal renewal) {
        return renewal instanceof Renewal.Renewed renewed
                && clock.getAsLong() >= renewed.obtained().usableUntil();
    }

    /** Returns whether another node has refreshed the tokens, or the user has signed in again. */
    private boolean isNewer(Kept kept, @Nullable Current last) {
        Obtained obtained = kept.content().obtained();
        return clock.getAsLong() < obtained.usableUntil()
                && (last == null || !last.obtained().isSameAs(obtained));
    }

    /**
     * Returns whether this node may send the refresh token now.
     *
     * @throws ValidationException if the refresh token is missing, or was possibly consumed, so that no node may send it
     */
    private boolean canClaim(Kept kept) {
        KeptContent content = kept.content();
        if (content.spent()) {
            throw refreshToken(Message.REFRESH_TOKEN_SPENT.of(settings.name()), "it may have been used");
        }
        if (!content.renewable()) {
            throw refreshToken(
                    Message.NOTHING_TO_RENEW_WITH.of(settings.name(), settings.key(Setting.SCOPES)), "it is missing");
        }
        Claim claim = content.claim();
        if (claim == null) {
            return true;
        }
        boolean over = claim.until() <= clock.getAsLong();
        boolean mine = claim.owner().equals(owner);
        if (claim.phase() == Claim.Phase.CLAIMED) {
            return mine || over;
        }
        if (over && !mine || mine && inDoubt) {
            throw refreshToken(Message.REFRESH_TOKEN_SPENT.of(settings.name()), "it may have been used");
        }
        return mine;
    }

    private Renewal refreshed(Kept seen) {
        long asked = clock.getAsLong();
        Claim claim = new Claim(owner, Claim.Phase.CLAIMED, asked + CLAIM_LIFE);
        Kept mine = Sending.marked(store, subject, seen, claim);
        Sending sending = new Sending(
                store, subject, mine, new Claim(owner, Claim.Phase.SENT, clock.getAsLong() + requestLife()));
        inDoubt = true;
        TokenResponse earlier = mine.content().obtained().tokens();
        RefreshAnswer answer;
        try {
            answer = requests.refresh(earlier, sending);
        } catch (SmartException failure) {
            failed(sending, failure);
            throw failure;
        } catch (LostClaimException somebodyElse) {
            inDoubt = false;
            throw somebodyElse;
        }
        // inDoubt stays set: this refresh token must not be sent again, whatever the store returns later
        Obtained came = Obtained.of(answer.tokens(), asked, clock.getAsLong());
        answers.take(came, sending.mine());
        Renewal renewal;
        Obtained complete;
        try {
            renewal = answers.keep();
        } finally {
            complete = came.with(requests.completed(earlier, answer));
            answers.replace(came, complete);
        }
        return renewal instanceof Renewal.Renewed ? new Renewal.Renewed(complete) : renewal;
    }

    /** Returns the time limit for a response. A later response is still stored, unless the user signed in again or out. */
    private long requestLife() {
        HttpSettings http = settings.http();
        return http.connectTimeout().toMillis() * ATTEMPTS + http.readTimeout().toMillis() * READS + ALLOWANCE;
    }

    /** Releases the lease if the server has certainly not consumed the refresh token; otherwise marks the token as consumed. */
    private void failed(Sending sending, SmartException failure) {
        boolean unused = !sending.left() || Failures.leaveTheRefreshToken(failure);
        inDoubt = !unused;
        Kept mine = sending.mine();
        try {
            store.save(
                    subject, unused ? mine.content().released() : mine.content().asSpent(), mine.version());
        } catch (TokenStoreException later) {
            // the lease that remains has the same effect: this node may reacquire it, or no node may
            failure.addSuppressed(later);
        }
    }

    private ValidationException gone() {
        return new ValidationException(
                settings.name(), Message.NO_TOKENS_KEPT.of(settings.name()), "subject", "no tokens are stored");
    }

    private ValidationException refreshToken(String message, String reason) {
        return new ValidationException(settings.name(), message, "refresh_token", reason);
    }
}

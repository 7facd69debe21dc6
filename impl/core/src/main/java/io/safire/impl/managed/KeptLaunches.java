package io.safire.impl.managed;

import io.safire.Finding;
import io.safire.error.SmartException;
import io.safire.error.TokenStoreException;
import io.safire.error.ValidationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.message.Message;
import io.safire.spi.TokenStore.Stored;
import io.safire.token.AccessToken;
import io.safire.token.IdToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tokens of the users of one server: in the store for all nodes, and here those that this node has used. */
final class KeptLaunches {

    private static final Logger LOG = System.getLogger(KeptLaunches.class.getName());
    private static final int ATTEMPTS = 5;

    private final String server;
    private final SealedStore store;
    private final AccountLimit accounts;
    private final TokenRequests requests;
    private final LongSupplier clock;
    private final RememberedTokens<String> tokens;
    /** How many sign-outs there were here. */
    private final AtomicLong forgotten = new AtomicLong();

    KeptLaunches(
            ServerSettings settings,
            SealedStore store,
            TokenRequests requests,
            Function<String, RenewedToken> newToken,
            LongSupplier clock) {
        this.server = settings.name();
        this.store = store;
        this.accounts = new AccountLimit(settings, store);
        this.requests = requests;
        this.clock = clock;
        this.tokens = new RememberedTokens<>(settings.renewal().mostKept(), newToken);
    }

    /** Keeps tokens in the place of whatever was kept, readable or not. */
    ManagedTokens keep(String subject, TokenResponse answer) {
        requireText(subject);
        long signOuts = forgotten.get();
        long now = clock.getAsLong();
        Obtained obtained = Obtained.of(answer, now, now);
        KeptContent content = KeptContent.of(obtained);
        for (int attempt = 0; !store.save(subject, content, store.version(subject)); attempt++) {
            if (attempt == ATTEMPTS) {
                throw store.notKept(new IllegalStateException("the version changed at each attempt"));
            }
        }
        RenewedToken token = tokens.of(subject);
        token.replace(obtained);
        dropIfForgotten(subject, token, signOuts);
        answer.identity().ifPresent(identity -> makeRoom(subject, identity, store.droppedAt(content)));
        return new KeptTokens(server, subject, token, this);
    }

    /** What is kept; what cannot be opened is as good as nothing, and its user has to sign in again. */
    Optional<ManagedTokens> kept(String subject) {
        requireText(subject);
        RenewedToken known = tokens.known(subject);
        if (known != null && known.current() != null) {
            return Optional.of(new KeptTokens(server, subject, known, this));
        }
        long signOuts = forgotten.get();
        Optional<Kept> there;
        try {
            there = store.find(subject);
        } catch (UnreadableContentException unreadable) {
            LOG.log(Level.WARNING, unreadable.getMessage());
            return Optional.empty();
        }
        if (there.isEmpty()) {
            return Optional.empty();
        }
        RenewedToken token = tokens.of(subject);
        token.begin(there.get().content().obtained());
        return dropIfForgotten(subject, token, signOuts)
                ? Optional.empty()
                : Optional.of(new KeptTokens(server, subject, token, this));
    }

    /** Removes the tokens without revoking them; from this node even if the store fails. */
    void forget(String subject) {
        Removal removal = store.remove(subject);
        dropHere(subject);
        removal.requireSuccess();
    }

    /** Removes the tokens and revokes what the store had; what this node has where the store had none or fails. */
    List<Finding> signOut(String subject) {
        requireText(subject);
        RenewedToken known = tokens.known(subject);
        @Nullable Current here = known == null ? null : known.current();
        Removal removal = store.remove(subject);
        dropHere(subject);
        List<Finding> findings = List.of();
        if (removal.entry() != null) {
            findings = revoked(subject, removal.entry());
        } else if (here != null) {
            findings = requests.revoke(here.tokens());
        }
        removal.requireSuccess();
        return findings;
    }

    boolean invalidate(AccessToken token) {
        return tokens.all().stream().anyMatch(candidate -> candidate.invalidate(token));
    }

    private List<Finding> revoked(String subject, Stored entry) {
        KeptContent content;
        try {
            content = store.open(subject, entry);
        } catch (SmartException unreadable) {
            return notRevoked(unreadable);
        }
        List<Finding> findings =
                new ArrayList<>(requests.revoke(content.obtained().tokens()));
        Claim claim = content.claim();
        if (claim != null && claim.phase() == Claim.Phase.SENT) {
            findings.add(new Finding("refresh_token", Message.REFRESH_IN_PROGRESS.of(server)));
        }
        return List.copyOf(findings);
    }

    private List<Finding> notRevoked(SmartException unreadable) {
        LOG.log(Level.WARNING, unreadable.getMessage());
        return Stream.of("refresh_token", "access_token")
                .map(token -> new Finding(token, Message.TOKEN_NOT_REVOKED.of(server, token, unreadable.getMessage())))
                .toList();
    }

    private void dropHere(String subject) {
        forgotten.incrementAndGet();
        RenewedToken known = tokens.remove(subject);
        if (known != null) {
            known.drop();
        }
    }

    /** The new tokens are in the store, so a failure here must not take them from the user. */
    private void makeRoom(String subject, IdToken identity, Instant expiresAt) {
        try {
            accounts.add(subject, identity, expiresAt).forEach(this::forget);
        } catch (TokenStoreException failure) {
            LOG.log(Level.WARNING, failure.getMessage());
        }
    }

    /** Somebody may have signed out between a look into the store and what was made of it here. */
    private boolean dropIfForgotten(String subject, RenewedToken token, long signOuts) {
        boolean gone = forgotten.get() != signOuts && store.version(subject) == 0;
        if (gone) {
            tokens.remove(subject);
            token.drop();
        }
        return gone;
    }

    /** A blank key would mix users. */
    private void requireText(String subject) {
        if (subject.isBlank()) {
            throw new ValidationException(server, Message.BLANK_SUBJECT.of(server), "subject", "it names nobody");
        }
    }
}

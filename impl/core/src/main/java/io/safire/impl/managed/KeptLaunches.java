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
import io.safire.token.UserTokens;
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

/** The user tokens of one server: the store has them for all nodes, and each node caches those that it uses. */
final class KeptLaunches implements UserTokens {

    private static final Logger LOG = System.getLogger(KeptLaunches.class.getName());
    private static final int ATTEMPTS = 5;

    private final String server;
    private final SealedStore store;
    private final AccountLimit accounts;
    private final TokenRequests requests;
    private final LongSupplier clock;
    private final RememberedTokens<String> tokens;
    /** Number of removals on this node; a changed number reveals a removal that ran concurrently. */
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

    /** Stores tokens and replaces the existing entry, even an unreadable one. */
    @Override
    public ManagedTokens store(String subject, TokenResponse answer) {
        requireText(subject);
        requireServer(answer.server());
        long signOuts = forgotten.get();
        long now = clock.getAsLong();
        Obtained obtained = Obtained.of(answer, now, now);
        KeptContent content = KeptContent.of(obtained);
        for (int attempt = 0; !store.save(subject, content, store.version(subject)); attempt++) {
            if (attempt == ATTEMPTS) {
                throw store.notKept(new IllegalStateException("The version changed at each attempt"));
            }
        }
        RenewedToken token = tokens.of(subject);
        token.replace(obtained);
        dropIfForgotten(subject, token, signOuts);
        answer.identity().ifPresent(identity -> makeRoom(subject, identity, store.droppedAt(content)));
        return new KeptTokens(server, subject, token);
    }

    /** Returns the tokens of a user; empty if there are none, or if the entry is unreadable, so that the user has to sign in again. */
    @Override
    public Optional<ManagedTokens> find(String subject) {
        requireText(subject);
        RenewedToken known = tokens.known(subject);
        if (known != null && known.current() != null) {
            return Optional.of(new KeptTokens(server, subject, known));
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
                : Optional.of(new KeptTokens(server, subject, token));
    }

    /** Removes the tokens without revoking them. If the store fails, they are still removed from this node. */
    @Override
    public void remove(String subject) {
        requireText(subject);
        Removal removal = store.remove(subject);
        dropHere(subject);
        removal.requireSuccess();
    }

    /** Removes and revokes the tokens of the store, or the cached tokens of this node if the store has none or fails. */
    @Override
    public List<Finding> signOut(String subject) {
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

    /** Enforces the limit of the account. The new tokens are already stored, so a failure is only logged. */
    private void makeRoom(String subject, IdToken identity, Instant expiresAt) {
        try {
            accounts.add(subject, identity, expiresAt).forEach(this::remove);
        } catch (TokenStoreException failure) {
            LOG.log(Level.WARNING, failure.getMessage());
        }
    }

    /** Drops the cached token if a concurrent sign-out removed the entry after this node had read or written it. */
    private boolean dropIfForgotten(String subject, RenewedToken token, long signOuts) {
        boolean gone = forgotten.get() != signOuts && store.version(subject) == 0;
        if (gone) {
            tokens.remove(subject);
            token.drop();
        }
        return gone;
    }

    private void requireServer(String issuingServer) {
        if (!issuingServer.equals(server)) {
            throw new ValidationException(
                    server,
                    Message.FOREIGN_TOKEN.of(server, issuingServer),
                    "server",
                    "another server issued the token");
        }
    }

    /** Rejects a blank subject: it would give several users the same entry. */
    private void requireText(String subject) {
        if (subject.isBlank()) {
            throw new ValidationException(server, Message.BLANK_SUBJECT.of(server), "subject", "it is blank");
        }
    }
}

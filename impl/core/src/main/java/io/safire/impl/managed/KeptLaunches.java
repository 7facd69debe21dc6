package io.safire.impl.managed;

import io.safire.error.ValidationException;
import io.safire.impl.message.Message;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The tokens of the users of one server: in the store for all nodes, and here those that this node has used. */
final class KeptLaunches {

    private static final Logger LOG = System.getLogger(KeptLaunches.class.getName());
    private static final int ATTEMPTS = 5;

    private final String server;
    private final int most;
    private final SealedStore store;
    private final Function<String, RenewedToken> newToken;
    private final LongSupplier clock;
    private final Map<String, RenewedToken> tokens = new ConcurrentHashMap<>();

    KeptLaunches(
            String server, int most, SealedStore store, Function<String, RenewedToken> newToken, LongSupplier clock) {
        this.server = server;
        this.most = most;
        this.store = store;
        this.newToken = newToken;
        this.clock = clock;
    }

    /** Keeps tokens in the place of whatever was kept, readable or not. */
    ManagedTokens keep(String subject, TokenResponse answer) {
        requireText(subject);
        long now = clock.getAsLong();
        Obtained obtained = Obtained.of(answer, now, now);
        for (int attempt = 0; !store.save(subject, KeptContent.of(obtained), store.version(subject)); attempt++) {
            if (attempt == ATTEMPTS) {
                throw store.notKept(new IllegalStateException("the version changed at each attempt"));
            }
        }
        RenewedToken token = token(subject);
        token.replace(obtained);
        return new KeptTokens(server, subject, token, this);
    }

    /** What is kept; what cannot be opened is as good as nothing, and its user has to sign in again. */
    Optional<ManagedTokens> kept(String subject) {
        requireText(subject);
        RenewedToken known = tokens.get(subject);
        if (known != null && known.current() != null) {
            return Optional.of(new KeptTokens(server, subject, known, this));
        }
        Optional<Kept> there;
        try {
            there = store.find(subject);
        } catch (UnreadableContentException unreadable) {
            LOG.log(Level.WARNING, unreadable.getMessage());
            return Optional.empty();
        }
        return there.map(Kept::content).map(content -> {
            RenewedToken token = token(subject);
            token.begin(content.obtained());
            return new KeptTokens(server, subject, token, this);
        });
    }

    /** Forgets them whatever version they have. */
    void forget(String subject) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long version = store.version(subject);
            if (version == 0 || store.delete(subject, version)) {
                break;
            }
        }
        RenewedToken known = tokens.remove(subject);
        if (known != null) {
            known.drop();
        }
    }

    boolean invalidate(AccessToken token) {
        return tokens.values().stream().anyMatch(candidate -> candidate.invalidate(token));
    }

    private RenewedToken token(String subject) {
        if (tokens.size() >= most && !tokens.containsKey(subject)) {
            makeRoom();
        }
        return tokens.computeIfAbsent(subject, newToken);
    }

    /** What goes is still in the store. */
    private void makeRoom() {
        tokens.values().removeIf(token -> !token.usable());
        if (tokens.size() >= most) {
            tokens.keySet().stream().findAny().ifPresent(tokens::remove);
        }
    }

    /** A blank key would mix users. */
    private void requireText(String subject) {
        if (subject.isBlank()) {
            throw new ValidationException(server, Message.BLANK_SUBJECT.of(server), "subject", "it names nobody");
        }
    }
}

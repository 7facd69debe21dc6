package io.safire.internal.cache;

import io.safire.diagnosis.Finding;
import io.safire.internal.cache.UserSession.RefreshTokenState;
import io.safire.internal.cache.UserSession.SignIn;
import io.safire.internal.config.ManagedTokenSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.token.AccessToken;
import io.safire.token.IdToken;
import io.safire.token.ManagedTokens;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The user tokens of one server in the memory of this node. If the maximum number of users is reached, expired tokens
 * are evicted first, and then the tokens that expire next.
 */
public final class MemoryUserTokens implements ManagedUserTokens {

    private static final Logger LOG = System.getLogger(MemoryUserTokens.class.getName());

    private final UserTokenContext context;
    private final ManagedTokenSettings settings;
    private final Map<String, UserSession> sessions = new ConcurrentHashMap<>();
    private long signIns;

    public MemoryUserTokens(UserTokenContext context) {
        this.context = context;
        this.settings = context.settings().managedTokens();
    }

    @Override
    public synchronized ManagedTokens store(String subject, TokenResponse response) {
        context.requireSubject(subject);
        context.requireServer(response.server());
        evictExpired();
        long now = context.clock().getAsLong();
        String account = response.identity().map(MemoryUserTokens::account).orElse("");
        SignIn signIn = new SignIn(TokenSnapshot.of(response, now, now), RefreshTokenState.UNUSED, account, ++signIns);
        UserSession session = sessions.get(subject);
        if (session == null) {
            evictSurplus();
            session = new UserSession(context);
        }
        session.signIn(signIn);
        sessions.put(subject, session);
        if (!account.isEmpty()) {
            enforceAccountLimit(account);
        }
        return managedTokens(subject, session);
    }

    @Override
    public Optional<ManagedTokens> find(String subject) {
        context.requireSubject(subject);
        return Optional.ofNullable(sessions.get(subject))
                .filter(this::isStored)
                .map(session -> managedTokens(subject, session));
    }

    @Override
    public void remove(String subject) {
        context.requireSubject(subject);
        end(subject);
    }

    /**
     * Revokes the tokens. A refresh in progress cannot be stopped, so the tokens in its response are revoked when the
     * response arrives.
     */
    @Override
    public SignOut signOut(String subject) {
        context.requireSubject(subject);
        SignIn last = end(subject);
        if (last == null) {
            return SignOut.of(context.server(), List.of());
        }
        SignOut signOut = context.requests().signOut(last.snapshot().tokens());
        List<Finding> findings = new ArrayList<>(signOut.findings());
        if (last.refreshToken() == RefreshTokenState.SENT) {
            findings.add(Message.REFRESH_IN_PROGRESS.finding().withMember("refresh_token"));
        }
        return signOut.withFindings(findings);
    }

    @Override
    public boolean invalidate(AccessToken token) {
        return sessions.values().stream().anyMatch(session -> session.token().invalidate(token));
    }

    /**
     * Returns an object that stays usable: when the user signs in again, the object returns the tokens of the new
     * session.
     */
    private ManagedTokens managedTokens(String subject, UserSession session) {
        Supplier<UserSession> current = () -> sessions.getOrDefault(subject, session);
        return new StoredManagedTokens(
                context.server(), subject, () -> current.get().token(), () -> latest(current.get()));
    }

    private @Nullable CachedToken latest(UserSession session) {
        AutoRefreshingToken token = session.token();
        return token.isUsable() || isStored(session) ? token.cached() : null;
    }

    private synchronized @Nullable SignIn end(String subject) {
        UserSession session = sessions.remove(subject);
        return session == null ? null : session.end();
    }

    private void evictExpired() {
        sessions.values().removeIf(session -> {
            boolean expired = !isStored(session);
            if (expired) {
                session.evict();
            }
            return expired;
        });
    }

    private void evictSurplus() {
        while (sessions.size() >= settings.maxStoredUsers()) {
            sessions.values().stream()
                    .min(Comparator.comparing(this::expiresAt))
                    .ifPresent(session -> {
                        sessions.values().remove(session);
                        session.evict();
                    });
        }
    }

    private boolean isStored(UserSession session) {
        return expiresAt(session).isAfter(now());
    }

    private Instant expiresAt(UserSession session) {
        SignIn signIn = session.current();
        return signIn == null
                ? Instant.MIN
                : signIn.snapshot()
                        .storedUntil(
                                settings.storedTokensLifetime(), signIn.refreshToken() == RefreshTokenState.CONSUMED);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.clock().getAsLong());
    }

    /** Prevents one account from evicting the sign-ins of all other accounts. */
    private void enforceAccountLimit(String account) {
        int max = settings.maxSignInsPerAccount();
        List<String> newestFirst = sessions.entrySet().stream()
                .filter(entry -> account.equals(accountOf(entry.getValue())))
                .sorted(Comparator.comparingLong(entry -> -numberOf(entry.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        if (newestFirst.size() > max) {
            newestFirst.subList(max, newestFirst.size()).forEach(this::end);
            String key = context.settings().key(Setting.MAX_TOKENS_PER_ACCOUNT);
            LOG.log(Level.WARNING, Message.TOO_MANY_SIGN_INS.format(context.server(), max, key));
        }
    }

    private static String accountOf(UserSession session) {
        SignIn signIn = session.current();
        return signIn == null ? "" : signIn.account();
    }

    private static long numberOf(UserSession session) {
        SignIn signIn = session.current();
        return signIn == null ? 0 : signIn.number();
    }

    private static String account(IdToken identity) {
        return identity.issuer() + "\n" + identity.subject();
    }
}

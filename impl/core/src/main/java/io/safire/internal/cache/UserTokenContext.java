package io.safire.internal.cache;

import io.safire.error.SignInRequiredException;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The settings, requests, token factory and clock for the user tokens of one server. */
public record UserTokenContext(
        ServerSettings settings,
        ManagedTokenRequests requests,
        Function<TokenRefresher, AutoRefreshingToken> tokenFactory,
        LongSupplier clock) {

    public String server() {
        return settings.name();
    }

    /** Several users with a blank subject would share one entry. */
    public void requireSubject(String subject) {
        if (subject.isBlank()) {
            throw new ValidationException(Message.BLANK_SUBJECT.format(server()), "subject", "it is blank");
        }
    }

    public void requireServer(String issuingServer) {
        if (!issuingServer.equals(server())) {
            throw new ValidationException(
                    Message.FOREIGN_TOKEN.format(server(), issuingServer), "server", "another server issued the token");
        }
    }

    public SignInRequiredException noTokens() {
        return new SignInRequiredException(Message.NO_STORED_TOKENS.format(server()));
    }

    /**
     * Throws an exception if there is no refresh token that may be sent.
     *
     * @param consumed true if the server has rejected the refresh token or may have consumed it
     */
    public void requireRefreshToken(TokenSnapshot stored, boolean consumed) {
        if (consumed) {
            throw refreshTokenConsumed();
        }
        if (stored.tokens().refreshToken().isEmpty()) {
            throw new SignInRequiredException(
                    Message.NO_STORED_REFRESH_TOKEN.format(server(), settings.key(Setting.SCOPES)));
        }
    }

    public SignInRequiredException refreshTokenConsumed() {
        return new SignInRequiredException(Message.REFRESH_TOKEN_CONSUMED.format(server()));
    }
}

package io.safire.internal.client;

import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.message.Message;
import java.util.Set;

/**
 * A check that prevents tokens of one server from being sent to another server.
 *
 * @param server the configured name of the server
 * @param acceptedServers the configured names of other clients of this server
 */
record IssuingServerCheck(String server, Set<String> acceptedServers) {

    static IssuingServerCheck of(ServerSettings settings) {
        return new IssuingServerCheck(settings.name(), settings.resources().acceptedServers());
    }

    /**
     * Accepts tokens of other clients of this server, for requests that do not authenticate as the client of the token.
     *
     * @param issuingServer the configured name of the server
     * @throws ValidationException if another server issued the token
     */
    void requireAcceptedServer(String issuingServer) {
        if (!acceptedServers.contains(issuingServer)) {
            requireSameServer(issuingServer);
        }
    }

    /**
     * @param issuingServer the configured name of the server
     * @throws ValidationException if another server issued the token
     */
    void requireSameServer(String issuingServer) {
        if (!issuingServer.equals(server)) {
            throw new ValidationException(
                    Message.FOREIGN_TOKEN.format(server, issuingServer), "server", "another server issued the token");
        }
    }

    void requireNotBlank(String token) {
        if (token.isBlank()) {
            throw new ValidationException(Message.BLANK_TOKEN.format(server), "token", "it is blank");
        }
    }
}

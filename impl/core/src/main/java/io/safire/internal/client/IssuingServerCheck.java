package io.safire.internal.client;

import io.safire.error.ValidationException;
import io.safire.internal.message.Message;

/** A check that prevents tokens of one server from being sent to another server. */
record IssuingServerCheck(String server) {

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

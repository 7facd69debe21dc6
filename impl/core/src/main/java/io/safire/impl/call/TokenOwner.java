package io.safire.impl.call;

import io.safire.error.ValidationException;
import io.safire.impl.message.Message;

/** The check that prevents tokens of one server from being sent to another. */
record TokenOwner(String server) {

    /**
     * Checks the issuing server of a token.
     *
     * @param issuingServer the configured name of the server
     * @throws ValidationException if another server issued the token
     */
    void require(String issuingServer) {
        if (!issuingServer.equals(server)) {
            throw new ValidationException(
                    server,
                    Message.FOREIGN_TOKEN.of(server, issuingServer),
                    "server",
                    "another server issued the token");
        }
    }

    /**
     * Checks that a token is not blank.
     *
     * @throws ValidationException if it is
     */
    void requireText(String token) {
        if (token.isBlank()) {
            throw new ValidationException(server, Message.BLANK_TOKEN.of(server), "token", "it is blank");
        }
    }
}

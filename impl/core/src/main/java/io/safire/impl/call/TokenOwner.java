package io.safire.impl.call;

import io.safire.error.ValidationException;
import io.safire.impl.message.Message;

/** Keeps the tokens of one server from being sent to another. */
record TokenOwner(String server) {

    /**
     * Checks where tokens come from.
     *
     * @throws ValidationException if another server issued them
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
     * Checks that there is a token.
     *
     * @throws ValidationException if it is blank
     */
    void requireText(String token) {
        if (token.isBlank()) {
            throw new ValidationException(server, Message.BLANK_TOKEN.of(server), "token", "there is none");
        }
    }
}

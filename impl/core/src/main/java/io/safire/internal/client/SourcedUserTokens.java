package io.safire.internal.client;

import io.safire.error.SignInRequiredException;
import io.safire.internal.message.Message;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import io.safire.token.UserTokens;
import java.util.Optional;

/** The user tokens of a server of the server source. */
record SourcedUserTokens(String server, SourcedServers servers) implements UserTokens {

    @Override
    public ManagedTokens store(String subject, TokenResponse tokens) {
        ClientComponents client = servers.components(server);
        return new SourcedManagedTokens(
                this, client, client.client().userTokens().store(subject, tokens));
    }

    @Override
    public Optional<ManagedTokens> find(String subject) {
        ClientComponents client = servers.components(server);
        return client.client().userTokens().find(subject).map(found -> new SourcedManagedTokens(this, client, found));
    }

    @Override
    public void remove(String subject) {
        servers.components(server).client().userTokens().remove(subject);
    }

    @Override
    public SignOut signOut(String subject) {
        return servers.components(server).client().userTokens().signOut(subject);
    }

    /**
     * The tokens of one user.
     *
     * @param client the client that has found the tokens
     * @param found the tokens, which are looked up again if the settings of the server have changed
     */
    record SourcedManagedTokens(SourcedUserTokens users, ClientComponents client, ManagedTokens found)
            implements ManagedTokens {

        @Override
        public String server() {
            return found.server();
        }

        @Override
        public String subject() {
            return found.subject();
        }

        @Override
        public AccessToken accessToken() {
            return current().accessToken();
        }

        @Override
        public TokenResponse tokens() {
            return current().tokens();
        }

        @Override
        public void invalidate(AccessToken token) {
            current().invalidate(token);
        }

        private ManagedTokens current() {
            ClientComponents now = users.servers().components(server());
            return now == client
                    ? found
                    : now.client()
                            .userTokens()
                            .find(subject())
                            .orElseThrow(() -> new SignInRequiredException(Message.NO_STORED_TOKENS.format(server())));
        }

        @Override
        public String toString() {
            return found.toString();
        }
    }
}

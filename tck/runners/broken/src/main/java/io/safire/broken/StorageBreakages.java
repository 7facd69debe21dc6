package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.spi.TokenStore.Entry;
import io.safire.tck.managed.SharedTokenStore;
import io.safire.token.TokenResponse;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Deliberate defects that write tokens to places that others can read. */
final class StorageBreakages {

    private static final Logger HTTP_LOG = System.getLogger("io.safire.http");

    private StorageBreakages() {}

    static List<Breakage> all() {
        return List.of(
                Breakage.calls(
                                "User tokens are stored in plain text",
                                StorageBreakages::storePlainText,
                                "UserTokensTest.storesEncryptedTokensBoundToUser")
                        .breaks(8, 9, 90)
                        .reportedAs("not to contain: \""),
                Breakage.requests(
                                "Token response is logged",
                                StorageBreakages::logResponse,
                                "NetworkErrorTest.logsRequestsWithoutSecretsIfEnabled")
                        .breaks(9, 90)
                        .reportedAs("but found: ["));
    }

    private static Object storePlainText(ApiCall call) throws Throwable {
        Object result = call.proceed();
        if (call.isMethod("store") && call.hasArgument(1, TokenResponse.class)) {
            TokenResponse tokens = call.argument(1, TokenResponse.class);
            SharedTokenStore store =
                    CDI.current().select(SharedTokenStore.class).get();
            byte[] plain = tokens.members().toString().getBytes(UTF_8);
            store.put(
                    call.client().name(),
                    call.argument(0, String.class),
                    new Entry(plain, tokens.accessToken().expiresAt()));
        }
        return result;
    }

    private static InboundResponse logResponse(OutboundRequest request, RequestSender wire) {
        InboundResponse response = wire.send(request);
        HTTP_LOG.log(Level.DEBUG, "logged: " + new String(response.body(), UTF_8));
        return response;
    }
}

package io.safire.internal.bulk;

import io.safire.error.NetworkException;
import io.safire.internal.client.BulkDataProvider.Client;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.token.AccessToken;
import java.net.URI;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The sender of requests with the managed token of the client. */
final class AuthorizedRequests {

    /** The maximum size of a manifest, whose URLs may contain long signatures: 8 MiB. */
    static final int MAX_BODY_BYTES = 8 << 20;

    private static final int UNAUTHORIZED = 401;
    private static final byte[] EMPTY_BODY = new byte[0];

    private final Client client;
    private final BulkErrors errors;

    /** A request without its authorization. */
    record Draft(
            String method,
            URI target,
            Map<String, String> headers,
            byte @Nullable [] json,
            boolean repeatable,
            boolean streamed) {

        static Draft get(URI target, String accept) {
            return new Draft("GET", target, Map.of("Accept", accept), null, true, false);
        }

        OutboundRequest with(@Nullable String authorization) {
            return new OutboundRequest(
                    method,
                    target,
                    authorization,
                    null,
                    json == null ? null : OutboundRequest.FHIR_JSON,
                    json == null ? EMPTY_BODY : json,
                    repeatable,
                    MAX_BODY_BYTES,
                    UnaryOperator.identity(),
                    headers,
                    streamed);
        }

        @Override
        public String toString() {
            return "Draft[method=" + method + "]";
        }
    }

    AuthorizedRequests(Client client, BulkErrors errors) {
        this.client = client;
        this.errors = errors;
    }

    /** After a response with 401, sends the request once more with a new token. */
    InboundResponse send(Draft draft) {
        AccessToken token = client.tokens().get();
        InboundResponse response = send(draft, token);
        if (response.status() != UNAUTHORIZED) {
            return response;
        }
        client.resources().invalidate(token);
        AccessToken next = client.tokens().get();
        return next.value().equals(token.value()) ? response : send(draft, next);
    }

    private InboundResponse send(Draft draft, AccessToken token) {
        String authorization = client.resources()
                .authorization(token, draft.target())
                .orElseThrow(() -> errors.foreignAddress(draft.target()));
        return send(client.http(), draft.with(authorization));
    }

    /**
     * @throws NetworkException if no response arrived
     */
    InboundResponse send(HttpSender sender, OutboundRequest request) {
        try {
            return sender.send(request);
        } catch (TransportException failure) {
            throw NetworkExceptions.from(
                    client.settings(), failure, client.settings().key(Setting.BASE_URL));
        }
    }
}

package io.safire.example;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.TokenStoreException;
import io.safire.token.AccessToken;
import io.safire.token.IdToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import io.safire.token.UserTokens;
import io.safire.web.CompletedLaunch;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fake server that stores tokens and records revoked tokens. */
final class FakeServer {

    private final Map<String, TokenResponse> storedCount = new HashMap<>();
    private final List<String> revoked = new ArrayList<>();
    private final SmartMetadata metadata;
    private boolean unavailable;

    FakeServer() {
        this(new SmartMetadata(URI.create("https://ehr.example"), JsonValue.EMPTY_JSON_OBJECT));
    }

    FakeServer(SmartMetadata metadata) {
        this.metadata = metadata;
    }

    SmartClient client() {
        return fake(SmartClient.class, (method, arguments) -> switch (method) {
            case "name" -> "ehr";
            case "userTokens" -> userTokens();
            case "metadata" -> metadata;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private UserTokens userTokens() {
        return fake(UserTokens.class, (method, arguments) -> switch (method) {
            case "store" -> storedCount.put((String) arguments[0], (TokenResponse) arguments[1]);
            case "find" -> find((String) arguments[0]);
            case "signOut" -> signOut((String) arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    SmartClients clients() {
        return fake(SmartClients.class, (method, arguments) -> client());
    }

    CompletedLaunch launch(String token) {
        return launch(token, "ada");
    }

    CompletedLaunch launch(String token, String user) {
        AccessToken access = new AccessToken("ehr", token, Instant.EPOCH, Scopes.none());
        JsonObject claims = Json.createObjectBuilder()
                .add("iss", "https://ehr.example")
                .add("sub", user)
                .add("iat", 1)
                .add("exp", 2)
                .build();
        TokenResponse tokens = TokenResponse.of(
                        "ehr", access, Scopes.none(), JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT)
                .withIdentity(IdToken.of(claims, null));
        return CompletedLaunch.of(token, client(), tokens, null, List.of());
    }

    void makeUnavailable() {
        unavailable = true;
    }

    List<String> revoked() {
        return revoked;
    }

    int storedCount() {
        return storedCount.size();
    }

    private Optional<ManagedTokens> find(String subject) {
        return Optional.ofNullable(storedCount.get(subject))
                .map(tokens -> fake(ManagedTokens.class, (method, arguments) -> switch (method) {
                    case "tokens" -> tokens;
                    default -> throw new UnsupportedOperationException(method);
                }));
    }

    private SignOut signOut(String subject) {
        TokenResponse tokens = storedCount.remove(subject);
        if (tokens == null) {
            return SignOut.of("ehr", List.of());
        }
        revoked.add(tokens.accessToken().value());
        if (unavailable) {
            throw new TokenStoreException(Failure.of("SAFIRE-1901", "ehr", Step.TOKEN, "no database"));
        }
        return SignOut.of("ehr", List.of());
    }

    private interface MethodHandler {
        Object call(String name, Object... arguments);
    }

    private static <T> T fake(Class<T> type, MethodHandler method) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    Object result = method.call(called.getName(), arguments);
                    return called.getName().equals("store") ? null : result;
                }));
    }
}

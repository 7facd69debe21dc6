package io.safire.tck.fault;

import static io.safire.tck.support.Bench.answer;

import io.safire.token.RefreshRequest;
import io.safire.launch.AuthorizationOptions;
import io.safire.ClientType;
import io.safire.SmartClient;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.support.Bench;
import io.safire.tck.support.TckArchive;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A test of one fault in all flows, with a server of its own. */
public final class FaultBench {

    /** The maximum number of connections that a client may keep alive. */
    public static final int KEPT_ALIVE = 4;

    private static final Logger LOG = System.getLogger(FaultBench.class.getName());
    private static final Scopes WITHOUT_IDENTITY = Scopes.parse("launch/patient patient/*.rs offline_access");
    private static final Scopes BACKEND = Scopes.of("system/*.rs");
    /** More requests than a client sends for one call, including retries. */
    private static final int ALWAYS = 16;

    private static final int READS = 32;
    /** The limit for failures to disappear. Clients cache a failed discovery for seconds; a busy machine takes longer. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final long PAUSE_NANOS = 20_000_000;

    private final Fault fault;
    private final String name;
    private final SmartClient client;
    private final SandboxServer ehr;
    private final List<String> deviations = new ArrayList<>();

    private final KeptUser user;
    private TokenResponse tokens;
    private Optional<ClientRegistration> registered = Optional.empty();
    private Call code;

    /** A call that is made with the fault and again without it. */
    private interface Call {
        void run();
    }

    /** Prepares the test of a fault with the client of the fault's server. */
    public FaultBench(Fault fault, SmartClient client) {
        this.fault = fault;
        this.client = client;
        this.name = client.name();
        this.user = new KeptUser(client);
        this.ehr = Bench.sandbox().openRaw(name);
        sound();
        ehr.replaceKeys("ES256");
        inTime(() -> tokens = launched());
        this.code = () -> {};
    }

    /** Runs all flows with the fault, and again without it, except for flows whose failures the client caches for a while. */
    public void run() {
        try {
            tryAll();
        } catch (RuntimeException | LinkageError broken) {
            LOG.log(Level.ERROR, fault.name(), broken);
            deviations.add(fault.name() + ": the test failed with an unexpected exception: " + chain(Optional.of(broken)));
        }
    }

    private void tryAll() {
        for (Flow flow : Flow.values()) {
            if (fault.cause() instanceof Fault.WrongClock wrong) {
                ehr.clock(wrong.offset());
            }
            Optional<Throwable> thrown = FaultTable.hangs(fault) ? underHangingFault(flow) : underFault(flow);
            note(flow, fault.expected(flow).is(thrown), "expected " + fault.expected(flow) + ", was " + thrown);
            // the log is searched for secrets
            LOG.log(Level.DEBUG, () -> flow + ", " + tokens + ", " + registered + ", " + chain(thrown));
            thrown.ifPresent(error ->
                    note(flow, isWellSaid(error), "the message lacks the server or contains a token: " + error.getMessage()));
            if (flow == Flow.REGISTRATION && thrown.isPresent()) {
                note(flow, client.registration().current().equals(registered), "the stored registration has changed");
            }
            sound();
            if (flow == Flow.KEPT) {
                works(flow, this::userGoesOn);
            } else if (!flow.isPlainGet()) {
                works(flow, fault.mayReachTheServer() ? renewed(flow) : call(flow));
            }
        }
    }

    private Optional<Throwable> underFault(Flow flow) {
        inTime(() -> prepare(flow));
        registered = client.registration().current();
        Call call = call(flow);
        begin(flow);
        return thrownBy(call);
    }

    /** Repeats a flow until its request reaches the fault: on a busy machine, a short timeout can end the flow earlier. */
    private Optional<Throwable> underHangingFault(Flow flow) {
        long end = System.nanoTime() + REMEMBERED.toNanos();
        Optional<Throwable> thrown = underFault(flow);
        while (ehr.requests(flow.endpoint()).isEmpty() && System.nanoTime() < end) {
            sound();
            thrown = underFault(flow);
        }
        return thrown;
    }

    /** Repeats a call of a client with a short timeout if it times out on a busy machine. */
    private void inTime(Call call) {
        long end = System.nanoTime() + REMEMBERED.toNanos();
        while (true) {
            try {
                call.run();
                return;
            } catch (NetworkException late) {
                if (!FaultTable.hangs(fault) || System.nanoTime() > end) {
                    throw late;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Verifies that the remaining flows work again without the fault, and returns all deviations. */
    public List<String> afterwards() {
        worksAgain(Flow.KEYS);
        worksAgain(Flow.BRANDS);
        worksAgain(Flow.DISCOVERY);
        int connections = connectionsLeft();
        note(Flow.DISCOVERY, connections <= KEPT_ALIVE, connections + " connections are still open");
        return Collections.unmodifiableList(deviations);
    }

    /** Returns the number of open connections. Waits, because closing connections takes a while. */
    private int connectionsLeft() {
        long end = System.nanoTime() + REMEMBERED.toNanos();
        while (ehr.connections() > KEPT_ALIVE && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return ehr.connections();
    }

    private void prepare(Flow flow) {
        if (flow == Flow.CODE || flow == Flow.KEYS) {
            AuthorizationRequest request = flow == Flow.KEYS
                    ? client.authorize(Launch.standalone())
                    : client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(WITHOUT_IDENTITY));
            AuthorizationResponse response = answer(ehr, request);
            code = () -> client.exchange(request, response);
        } else if (flow == Flow.KEPT) {
            tokens = launched();
            user.signIn(tokens);
        } else if (flow == Flow.REGISTRATION) {
            client.registration().register(metadata());
        }
    }

    private Call call(Flow flow) {
        return switch (flow) {
            case KEYS, CODE -> code;
            case REFRESH -> () -> tokens = client.refresh(RefreshRequest.of(tokens));
            case KEPT -> user::accessToken;
            case BACKEND -> () -> client.requestToken(BACKEND);
            case INTROSPECTION -> () -> client.tokens().introspect(tokens.accessToken());
            case REVOCATION -> () -> client.tokens().revoke(tokens.accessToken());
            case REGISTRATION -> () -> client.registration().register(metadata());
            case DISCOVERY -> client::metadata;
            case BRANDS -> client::brands;
        };
    }

    /** Returns the call with a new code or new tokens, because the server may have consumed the previous ones. */
    private Call renewed(Flow flow) {
        return switch (flow) {
            case CODE, KEYS ->
                () -> {
                    prepare(flow);
                    code.run();
                };
            case REFRESH ->
                () -> {
                    tokens = launched();
                    tokens = client.refresh(RefreshRequest.of(tokens));
                };
            case KEPT, BACKEND, INTROSPECTION, REVOCATION, REGISTRATION, DISCOVERY, BRANDS -> call(flow);
        };
    }

    /** Continues with the stored refresh token, or with a new one if the server may have received the stored one. */
    private void userGoesOn() {
        boolean went = user.goesOn();
        if (fault.cause() instanceof Fault.Elsewhere) {
            note(Flow.KEPT, went, "the client does not reuse a refresh token that was never sent");
        }
        if (!went) {
            prepare(Flow.KEPT);
            user.accessToken();
        }
    }

    private void begin(Flow flow) {
        if (flow == Flow.DISCOVERY) {
            ehr.reset();
        }
        if (fault.cause() instanceof Fault.Answered answered) {
            always(flow, answered.answer());
        } else if (fault.cause() instanceof Fault.Circle) {
            always(flow, Answer.redirect(address(flow)));
        } else if (fault.cause() instanceof Fault.Elsewhere elsewhere) {
            elsewhere(flow, elsewhere.place().address(Bench.sandbox()));
        }
        if (flow == Flow.KEYS) {
            // otherwise the client could read the keys from this URL
            patch("jwks_uri", JsonValue.NULL);
        }
    }

    private void elsewhere(Flow flow, URI place) {
        if (flow.isPlainGet()) {
            always(flow, Answer.redirect(place.resolve("/any")));
        } else {
            patch(flow.member(), Json.createValue(place.resolve("/any").toString()));
        }
    }

    private void patch(String member, JsonValue value) {
        JsonObjectBuilder changes = Json.createObjectBuilder().add(member, value);
        ehr.patchMetadata(changes.build());
    }

    private URI address(Flow flow) {
        return switch (flow.endpoint()) {
            case SMART_CONFIGURATION -> ehr.smartConfiguration();
            case OPENID_CONFIGURATION -> URI.create(ehr.issuer() + "/.well-known/openid-configuration");
            case BRANDS -> ehr.brands();
            case INTROSPECT -> ehr.introspectionEndpoint();
            case REVOKE -> ehr.revocationEndpoint();
            case REGISTER -> ehr.registrationEndpoint();
            default -> ehr.tokenEndpoint();
        };
    }

    /** Ends the fault. The client reads the SMART configuration each time, so that changes take effect at once. */
    private void sound() {
        ehr.reset();
        ehr.quirks(Quirk.OPEN_REGISTRATION);
        Answer forgotten = Answer.normal().header("Cache-Control", "no-store");
        ehr.next(
                Endpoint.SMART_CONFIGURATION,
                Collections.nCopies(READS, forgotten).toArray(Answer[]::new));
    }

    private void always(Flow flow, Answer answer) {
        ehr.next(flow.endpoint(), Collections.nCopies(ALWAYS, answer).toArray(Answer[]::new));
    }

    private void worksAgain(Flow flow) {
        long end = System.nanoTime() + REMEMBERED.toNanos();
        Optional<Throwable> thrown = thrownBy(renewed(flow));
        while (thrown.isPresent() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            thrown = thrownBy(renewed(flow));
        }
        note(flow, thrown.isEmpty(), "fails after the fault has ended: " + thrown);
    }

    private void works(Flow flow, Call call) {
        Optional<Throwable> thrown = thrownBy(() -> inTime(call));
        note(flow, thrown.isEmpty(), "fails after the fault has ended: " + thrown);
    }

    private TokenResponse launched() {
        AuthorizationRequest request = client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(WITHOUT_IDENTITY));
        return client.exchange(request, answer(ehr, request));
    }

    private boolean isWellSaid(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return thrown instanceof SmartException error
                && error.server().equals(Optional.of(name))
                && message.contains(name)
                && !message.contains(tokens.accessToken().value())
                && !message.contains(tokens.refreshToken().orElse("none"));
    }

    private static String chain(Optional<Throwable> thrown) {
        StringBuilder chain = new StringBuilder();
        for (Throwable cause = thrown.orElse(null); cause != null; cause = cause.getCause()) {
            chain.append(cause).append("; ");
        }
        return chain.toString();
    }

    private void note(Flow flow, boolean fine, String otherwise) {
        if (!fine) {
            deviations.add(fault.name() + ", " + flow + ": " + otherwise);
        }
    }

    private static ClientMetadata metadata() {
        return ClientMetadata.builder()
                .clientName("Fault Finder")
                .clientType(ClientType.PUBLIC)
                .redirectUris(TckArchive.REDIRECT_URI)
                .grantTypes("authorization_code", "refresh_token")
                .responseTypes("code")
                .scope(Scopes.parse("launch/patient patient/*.rs"))
                .build();
    }

    private static Optional<Throwable> thrownBy(Call call) {
        try {
            call.run();
            return Optional.empty();
        } catch (RuntimeException | LinkageError thrown) {
            return Optional.of(thrown);
        }
    }
}

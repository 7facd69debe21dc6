package io.safire.tck.fault;

import static io.safire.tck.support.TckContext.authorize;

import io.safire.SmartClient;
import io.safire.authentication.ClientType;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TckContext;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
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
public final class FaultScenario {

    /** The maximum number of connections that a client may keep alive. */
    public static final int MAX_IDLE_CONNECTIONS = 4;

    private static final Logger LOG = System.getLogger(FaultScenario.class.getName());
    private static final Scopes WITHOUT_IDENTITY = Scopes.parse("launch/patient patient/*.rs offline_access");
    private static final Scopes BACKEND = Scopes.of("system/*.rs");
    /** A number of requests that exceeds the requests of a client for one call, including retries. */
    private static final int MAX_REQUESTS = 16;

    private static final int METADATA_READS = 32;
    /**
     * The maximum time to wait until a failure disappears. Clients cache a failed discovery for seconds, and a busy
     * machine takes longer.
     */
    private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(1);

    private static final long PAUSE_NANOS = 20_000_000;

    private final Fault fault;
    private final String name;
    private final SmartClient client;
    private final SandboxServer ehr;
    private final List<String> deviations = new ArrayList<>();

    private final StoredTokenUser user;
    private TokenResponse tokens;
    private Optional<ClientRegistration> registered = Optional.empty();
    private FlowCall code;

    /** A call that is made with the fault and again without it. */
    private interface FlowCall {
        void run();
    }

    /** Prepares the test of a fault with the client of the fault's server. */
    public FaultScenario(Fault fault, SmartClient client) {
        this.fault = fault;
        this.client = client;
        this.name = client.name();
        this.user = new StoredTokenUser(client);
        this.ehr = TckContext.sandbox().openRaw(name);
        endFault();
        ehr.replaceKeys("ES256");
        retryTimeouts(() -> tokens = launch());
        this.code = () -> {};
    }

    /**
     * Runs all flows with the fault, and again without the fault. This method does not repeat flows whose failures the
     * client caches for a while.
     */
    public void runFlows() {
        try {
            runAllFlows();
        } catch (RuntimeException | LinkageError unexpected) {
            LOG.log(Level.ERROR, fault.name(), unexpected);
            deviations.add(
                    fault.name() + ": the test failed with an unexpected exception: " + chain(Optional.of(unexpected)));
        }
    }

    private void runAllFlows() {
        for (FaultFlow flow : FaultFlow.values()) {
            if (fault.cause() instanceof Fault.ClockSkew skew) {
                ehr.setClockOffset(skew.offset());
            }
            Optional<Throwable> thrown = FaultTable.hangs(fault) ? runWithHangingFault(flow) : runWithFault(flow);
            check(flow, fault.expected(flow).matches(thrown), "expected " + fault.expected(flow) + ", was " + thrown);
            // the log is searched for secrets
            LOG.log(Level.DEBUG, () -> flow + ", " + tokens + ", " + registered + ", " + chain(thrown));
            thrown.ifPresent(error -> check(
                    flow,
                    hasSafeMessage(error),
                    "the message lacks the server or contains a token: " + error.getMessage()));
            if (thrown.orElse(null) instanceof NetworkException error) {
                check(flow, error.notSent() == isNeverSent(flow), "notSent() is " + error.notSent());
            }
            if (flow == FaultFlow.REGISTRATION && thrown.isPresent()) {
                check(flow, client.registration().current().equals(registered), "the stored registration has changed");
            }
            endFault();
            if (flow == FaultFlow.USER_TOKENS) {
                checkRecovery(flow, this::continueAsUser);
            } else if (!flow.isPlainGet()) {
                checkRecovery(flow, fault.mayReachServer() ? callWithNewCredentials(flow) : call(flow));
            }
        }
    }

    /** Returns whether it is certain for the client that it has not sent the caller's request. */
    private boolean isNeverSent(FaultFlow flow) {
        return flow == FaultFlow.DISCOVERY || fault.cause() instanceof Fault.UnreachableEndpoint && !flow.isPlainGet();
    }

    private Optional<Throwable> runWithFault(FaultFlow flow) {
        retryTimeouts(() -> prepare(flow));
        registered = client.registration().current();
        FlowCall call = call(flow);
        applyFault(flow);
        return thrownBy(call);
    }

    /**
     * Repeats a flow until its request reaches the fault, because a short timeout can end the flow earlier on a busy
     * machine.
     */
    private Optional<Throwable> runWithHangingFault(FaultFlow flow) {
        long end = System.nanoTime() + RECOVERY_TIMEOUT.toNanos();
        Optional<Throwable> thrown = runWithFault(flow);
        while (ehr.requests(flow.endpoint()).isEmpty() && System.nanoTime() < end) {
            endFault();
            thrown = runWithFault(flow);
        }
        return thrown;
    }

    /** Repeats a call that times out on a busy machine because the client has a short timeout. */
    private void retryTimeouts(FlowCall call) {
        long end = System.nanoTime() + RECOVERY_TIMEOUT.toNanos();
        while (true) {
            try {
                call.run();
                return;
            } catch (NetworkException timeout) {
                if (!FaultTable.hangs(fault) || System.nanoTime() > end) {
                    throw timeout;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Verifies that the remaining flows work again without the fault, and returns all deviations. */
    public List<String> verifyRecovery() {
        awaitRecovery(FaultFlow.KEYS);
        awaitRecovery(FaultFlow.BRANDS);
        awaitRecovery(FaultFlow.DISCOVERY);
        int connections = openConnections();
        check(FaultFlow.DISCOVERY, connections <= MAX_IDLE_CONNECTIONS, connections + " connections are still open");
        return Collections.unmodifiableList(deviations);
    }

    /** Returns the number of open connections. Waits first, because connections close with a delay. */
    private int openConnections() {
        long end = System.nanoTime() + RECOVERY_TIMEOUT.toNanos();
        while (ehr.openConnections() > MAX_IDLE_CONNECTIONS && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return ehr.openConnections();
    }

    private void prepare(FaultFlow flow) {
        if (flow == FaultFlow.CODE || flow == FaultFlow.KEYS) {
            AuthorizationRequest request = flow == FaultFlow.KEYS
                    ? client.authorize(Launch.standalone())
                    : client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(WITHOUT_IDENTITY));
            AuthorizationResponse response = authorize(ehr, request);
            code = () -> client.exchange(request, response);
        } else if (flow == FaultFlow.USER_TOKENS) {
            tokens = launch();
            user.signIn(tokens);
        } else if (flow == FaultFlow.REGISTRATION) {
            client.registration().register(metadata());
        }
    }

    private FlowCall call(FaultFlow flow) {
        return switch (flow) {
            case KEYS, CODE -> code;
            case REFRESH -> () -> tokens = client.refresh(RefreshRequest.of(tokens));
            case USER_TOKENS -> user::accessToken;
            case BACKEND -> () -> client.requestToken(BACKEND);
            case INTROSPECTION -> () -> client.tokens().introspect(tokens.accessToken());
            case REVOCATION -> () -> client.tokens().revoke(tokens.accessToken());
            case REGISTRATION -> () -> client.registration().register(metadata());
            case DISCOVERY -> client::metadata;
            case BRANDS -> client::brands;
        };
    }

    /**
     * Returns the call with a new code or new tokens, because the server may have consumed the previous code or tokens.
     */
    private FlowCall callWithNewCredentials(FaultFlow flow) {
        return switch (flow) {
            case CODE, KEYS ->
                () -> {
                    prepare(flow);
                    code.run();
                };
            case REFRESH ->
                () -> {
                    tokens = launch();
                    tokens = client.refresh(RefreshRequest.of(tokens));
                };
            case USER_TOKENS, BACKEND, INTROSPECTION, REVOCATION, REGISTRATION, DISCOVERY, BRANDS -> call(flow);
        };
    }

    /**
     * Continues with the stored refresh token, or with a new refresh token if the server may have received the stored
     * token.
     */
    private void continueAsUser() {
        boolean continued = user.canContinue();
        if (fault.cause() instanceof Fault.UnreachableEndpoint) {
            check(FaultFlow.USER_TOKENS, continued, "the client does not reuse a refresh token that was never sent");
        }
        if (!continued) {
            prepare(FaultFlow.USER_TOKENS);
            user.accessToken();
        }
    }

    private void applyFault(FaultFlow flow) {
        if (flow == FaultFlow.DISCOVERY) {
            ehr.reset();
        }
        if (fault.cause() instanceof Fault.ScriptedFault scripted) {
            scriptAlways(flow, scripted.response());
        } else if (fault.cause() instanceof Fault.RedirectLoop) {
            scriptAlways(flow, ScriptedResponse.redirect(endpointUrl(flow)));
        } else if (fault.cause() instanceof Fault.UnreachableEndpoint unreachable) {
            pointTo(flow, unreachable.target().url(TckContext.sandbox()));
        }
        if (flow == FaultFlow.KEYS) {
            // with a jwks_uri, the client could read the keys from this URL
            patch("jwks_uri", JsonValue.NULL);
        }
    }

    private void pointTo(FaultFlow flow, URI target) {
        if (flow.isPlainGet()) {
            scriptAlways(flow, ScriptedResponse.redirect(target.resolve("/any")));
        } else {
            patch(flow.member(), SandboxJson.createValue(target.resolve("/any").toString()));
        }
    }

    private void patch(String member, JsonValue value) {
        JsonObjectBuilder changes = SandboxJson.createObjectBuilder().add(member, value);
        ehr.patchMetadata(changes.build());
    }

    private URI endpointUrl(FaultFlow flow) {
        return switch (flow.endpoint()) {
            case SMART_CONFIGURATION -> ehr.smartConfiguration();
            case OPENID_CONFIGURATION -> URI.create(ehr.issuer() + "/.well-known/openid-configuration");
            case BRANDS -> ehr.brandsUrl();
            case INTROSPECT -> ehr.introspectionEndpoint();
            case REVOKE -> ehr.revocationEndpoint();
            case REGISTER -> ehr.registrationEndpoint();
            default -> ehr.tokenEndpoint();
        };
    }

    /** Ends the fault. The client reads the SMART configuration each time, so changes take effect immediately. */
    private void endFault() {
        ehr.reset();
        ehr.setQuirks(Quirk.OPEN_REGISTRATION);
        ScriptedResponse uncached = ScriptedResponse.normal().header("Cache-Control", "no-store");
        ehr.script(
                Endpoint.SMART_CONFIGURATION,
                Collections.nCopies(METADATA_READS, uncached).toArray(ScriptedResponse[]::new));
    }

    private void scriptAlways(FaultFlow flow, ScriptedResponse response) {
        ehr.script(flow.endpoint(), Collections.nCopies(MAX_REQUESTS, response).toArray(ScriptedResponse[]::new));
    }

    private void awaitRecovery(FaultFlow flow) {
        long end = System.nanoTime() + RECOVERY_TIMEOUT.toNanos();
        Optional<Throwable> thrown = thrownBy(callWithNewCredentials(flow));
        while (thrown.isPresent() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            thrown = thrownBy(callWithNewCredentials(flow));
        }
        check(flow, thrown.isEmpty(), "fails after the fault has ended: " + thrown);
    }

    private void checkRecovery(FaultFlow flow, FlowCall call) {
        Optional<Throwable> thrown = thrownBy(() -> retryTimeouts(call));
        check(flow, thrown.isEmpty(), "fails after the fault has ended: " + thrown);
    }

    private TokenResponse launch() {
        AuthorizationRequest request =
                client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(WITHOUT_IDENTITY));
        return client.exchange(request, authorize(ehr, request));
    }

    private boolean hasSafeMessage(Throwable thrown) {
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

    private void check(FaultFlow flow, boolean expected, String deviation) {
        if (!expected) {
            deviations.add(fault.name() + ", " + flow + ": " + deviation);
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

    private static Optional<Throwable> thrownBy(FlowCall call) {
        try {
            call.run();
            return Optional.empty();
        } catch (RuntimeException | LinkageError thrown) {
            return Optional.of(thrown);
        }
    }
}

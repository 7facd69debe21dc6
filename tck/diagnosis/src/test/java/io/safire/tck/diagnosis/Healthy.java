package io.safire.tck.diagnosis;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client that works. The diagnosis must report nothing above {@code INFO}.
 *
 * @param odd whether the server does something that few servers do
 */
record Healthy(String id, String title, boolean odd, SetUp setUp, Consumer<Situation> change, Flow flow) {

    private static final Consumer<Situation> NO_CHANGE = situation -> {};

    static List<Healthy> all() {
        List<Healthy> all = new ArrayList<>();
        addUsual(all);
        addOddMetadata(all);
        addOddResponses(all);
        addOptionalFeatures(all);
        return all;
    }

    private static void addUsual(List<Healthy> all) {
        usual(all, "backend service", SetUp.BACKEND, NO_CHANGE, Flow.TOKEN);
        usual(all, "application with a secret", SetUp.SECRET, NO_CHANGE, Flow.REFRESH);
        usual(all, "public application", SetUp.PUBLIC, NO_CHANGE, Flow.REFRESH);
        usual(all, "application with a key", SetUp.KEY, NO_CHANGE, Flow.REFRESH);
        usual(
                all,
                "launch by the EHR",
                SetUp.PUBLIC,
                situation -> situation.set("scopes", "launch openid fhirUser patient/Patient.rs"),
                Flow.of("code exchange", Healthy::ehrLaunch));
        usual(all, "certificate of a hospital's authority", SetUp.BACKEND, Healthy::https, Flow.TOKEN);
        usual(all, "client certificate", SetUp.BACKEND, Healthy::mutualTls, Flow.TOKEN);
        usual(all, "rotation of the key", SetUp.BACKEND, Healthy::rotation, Flow.TOKEN);
    }

    /** The new key was published a moment ago, so the client still signs with the former key. */
    private static void rotation(Situation situation) {
        ClientKeyPair former = ClientKeyPair.generate("2025-12");
        situation
                .set("retiring-key", former.privateKeyPem())
                .set("retiring-kid", former.kid())
                .set(
                        "private-key.published-since",
                        Instant.now().minusSeconds(60).toString())
                .publish("{'keys':[" + jwk(former.jwks()) + ","
                        + jwk(situation.keys().jwks()) + "]}");
    }

    private static void furtherKeys(Situation situation) {
        String withoutUse = situation.keys().jwks().replaceAll(",\"(use|alg)\":\"[^\"]*\"", "");
        situation.publish("{'keys':[" + jwk(ClientKeyPair.generate("2025-12").jwks()) + "," + jwk(withoutUse) + "]}");
    }

    private static JsonValue jwk(String jwks) {
        return Json.of(jwks).getJsonArray("keys").get(0);
    }

    private static void addOddMetadata(List<Healthy> all) {
        odd(all, "the base URL ends with a slash", SetUp.PUBLIC, Healthy::slashAfterBaseUrl, Flow.LAUNCH);
        odd(
                all,
                "the metadata have no optional lists",
                SetUp.BACKEND,
                situation -> situation.metadata("{'scopes_supported':null,'token_endpoint_auth_methods_supported':null,"
                        + "'token_endpoint_auth_signing_alg_values_supported':null,'response_types_supported':null,"
                        + "'introspection_endpoint':null,'revocation_endpoint':null,'registration_endpoint':null,"
                        + "'associated_endpoints':null,'management_endpoint':null,'user_access_brand_bundle':null}"),
                Flow.TOKEN);
        odd(
                all,
                "the metadata have unknown members and capabilities",
                SetUp.BACKEND,
                situation -> situation.metadata(
                        "{'x_vendor':{'tenant':'4711'},'scopes_supported':['system/*.rs','vendor:all'],"
                                + "'grant_types_supported':['client_credentials','urn:ietf:params:oauth:grant-type:jwt-bearer']}"),
                Flow.TOKEN);
        odd(
                all,
                "the metadata have an endpoint of a known EHR, and no EHR profile is set",
                SetUp.BACKEND,
                situation -> situation.metadata("{'management_endpoint':'https://authorization.cerner.com/tenants/1'}"),
                Flow.TOKEN);
        odd(
                all,
                "the server redirects the SMART configuration on the same host",
                SetUp.BACKEND,
                Healthy::redirected,
                Flow.TOKEN);
        odd(
                all,
                "the SMART configuration and the JWKS have the content type text/plain",
                SetUp.BACKEND,
                Healthy::plainText,
                Flow.TOKEN);
        odd(
                all,
                "the JWKS has further keys, and keys without alg and use",
                SetUp.BACKEND,
                Healthy::furtherKeys,
                Flow.TOKEN);
    }

    private static void addOddResponses(List<Healthy> all) {
        odd(
                all,
                "the token response has a text in expires_in, bearer in lower case and no scope",
                SetUp.BACKEND,
                situation -> situation
                        .server()
                        .setQuirks(Quirk.EXPIRES_IN_AS_STRING, Quirk.TOKEN_TYPE_LOWER_CASE, Quirk.NO_SCOPE_IN_RESPONSE),
                Flow.TOKEN);
        odd(
                all,
                "the clocks differ by two seconds",
                SetUp.BACKEND,
                situation -> situation.server().setClockOffset(Duration.ofSeconds(2)),
                Flow.TOKEN);
        odd(
                all,
                "the scopes are of SMART 1, and the server supports both versions",
                SetUp.BACKEND,
                situation -> situation.set("scopes", "system/Patient.read"),
                Flow.TOKEN);
        odd(
                all,
                "the authorization endpoint redirects to a login page of another host",
                SetUp.PUBLIC,
                situation -> situation
                        .server()
                        .script(
                                Endpoint.AUTHORIZE,
                                ScriptedResponse.normal(),
                                ScriptedResponse.redirect(URI.create("https://login.example/start")),
                                ScriptedResponse.redirect(URI.create("https://login.example/start")),
                                ScriptedResponse.redirect(URI.create("https://login.example/start"))),
                Flow.LAUNCH);
        odd(
                all,
                "the server issues no new refresh token, and no launch context after a refresh",
                SetUp.PUBLIC,
                situation -> situation.server().setQuirks(Quirk.NO_REFRESH_ROTATION, Quirk.NO_REFRESH_CONTEXT),
                Flow.REFRESH);
    }

    private static void addOptionalFeatures(List<Healthy> all) {
        odd(
                all,
                "the CapabilityStatement contains a former token endpoint",
                SetUp.PUBLIC,
                situation -> situation.always(Endpoint.FHIR, capabilityStatement("https://former.example/token")),
                Flow.LAUNCH);
        odd(
                all,
                "the brand bundle and the associated endpoint of the server do not exist",
                SetUp.PUBLIC,
                situation -> {
                    situation.always(Endpoint.BRANDS, ScriptedResponse.status(404));
                    situation.always(Endpoint.FHIR, ScriptedResponse.status(404));
                },
                Flow.LAUNCH);
        odd(
                all,
                "the server requests a client certificate, but does not require it",
                SetUp.BACKEND,
                situation -> situation
                        .moveTo(situation
                                .lab()
                                .control()
                                .openOptionalMutualTls(situation.lab().nextName()))
                        .set("trust-store.location", situation.lab().authorityFile()),
                Flow.TOKEN);
    }

    static ScriptedResponse capabilityStatement(String tokenEndpoint) {
        JsonObject statement = Json.of("{'resourceType':'CapabilityStatement','rest':[{'security':{'extension':[{'url':"
                + "'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris','extension':["
                + "{'url':'token','valueUri':'" + tokenEndpoint + "'}]}]}}]}");
        return ScriptedResponse.status(200).body("application/fhir+json", statement.toString());
    }

    private static List<Finding> ehrLaunch(SmartClient client, Situation situation) {
        String launch = situation.server().startLaunch(Json.of("{'patient':'pat-1'}"));
        AuthorizationRequest request = client.authorize(Launch.ehr(situation.get("base-url"), launch));
        return client.exchange(request, Flow.response(situation.server(), request))
                .findings();
    }

    private static void slashAfterBaseUrl(Situation situation) {
        situation.set("base-url", situation.get("base-url") + "/");
        situation.server().setQuirks(Quirk.AUTHORIZE_ANY_AUD);
    }

    private static void https(Situation situation) {
        situation
                .moveTo(situation.lab().openHttps(ServerCertificate.VALID))
                .set("trust-store.location", situation.lab().authorityFile());
    }

    private static void mutualTls(Situation situation) {
        byte[] store = situation.lab().control().clientKeyStore("growth-chart", "changeit-please");
        NetworkFaults.mutualTls(situation, "TLSv1.3")
                .set("key-store.password", "changeit-please")
                .set("key-store.location", situation.lab().write("client.p12", store));
    }

    private static void redirected(Situation situation) {
        URI copy = situation.server().publish("smart.json", metadata(situation), "max-age=60");
        situation.always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.redirect(copy));
    }

    private static JsonObject metadata(Situation situation) {
        String issuer = situation.server().issuer().toString();
        return Json.of("{'issuer':'" + issuer + "','jwks_uri':'" + issuer + "/jwks','token_endpoint':'"
                + situation.server().tokenEndpoint() + "','authorization_endpoint':'"
                + situation.server().authorizationEndpoint() + "','grant_types_supported':['client_credentials'],"
                + "'capabilities':['client-confidential-asymmetric','permission-v2'],"
                + "'code_challenge_methods_supported':['S256'],"
                + "'token_endpoint_auth_methods_supported':['private_key_jwt'],"
                + "'token_endpoint_auth_signing_alg_values_supported':['RS384','ES384']}");
    }

    private static void plainText(Situation situation) {
        situation.always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().header("Content-Type", "text/plain"));
        situation.always(Endpoint.PUBLISHED, ScriptedResponse.normal().header("Content-Type", "text/plain"));
    }

    private static void usual(List<Healthy> all, String title, SetUp setUp, Consumer<Situation> change, Flow flow) {
        all.add(new Healthy(id(all), title, false, setUp, change, flow));
    }

    private static void odd(List<Healthy> all, String title, SetUp setUp, Consumer<Situation> change, Flow flow) {
        all.add(new Healthy(id(all), title, true, setUp, change, flow));
    }

    private static String id(List<Healthy> all) {
        return "H%02d".formatted(all.size() + 1);
    }
}

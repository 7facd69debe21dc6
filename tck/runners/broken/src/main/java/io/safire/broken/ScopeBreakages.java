package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.launch.AuthorizationRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Deliberate defects in the scopes of requests. */
final class ScopeBreakages {

    private static final String LEVELS_TEST = "ScopeRequestTest.startsScopeWithItsLevel";
    private static final String PERMISSIONS_TEST = "ScopeRequestTest.writesPermissionsInOrder";
    private static final String CONTEXT_TEST = "ScopeRequestTest.requestsContextByLaunchScopes";
    private static final String ROLES_TEST = "ScopeRequestTest.sendsOneLaunchScopePerRole";
    private static final String ACCESS_TEST = "ScopeRequestTest.receivesRefreshTokenForOfflineAndOnlineAccess";
    private static final String IDENTITY_TEST = "IdentityTest.requestsScopesOfIdentity";
    private static final String SYSTEM_TEST = "ScopeRequestTest.sendsSystemScopesInClientCredentialsRequest";

    private ScopeBreakages() {}

    static List<Breakage> all() {
        return List.of(
                permission("c", "u").breaks(120),
                permission("r", "s").breaks(121),
                permission("u", "c").breaks(122),
                permission("d", "u").breaks(124),
                permission("s", "r").breaks(125),
                scope(
                                "Permissions of a scope are in another order",
                                scope -> scope.replace(".cruds", ".rscud"),
                                PERMISSIONS_TEST)
                        .breaks(135)
                        .reportedAs("but was: \"user/Observation.rscud\""),
                scope(
                                "Scopes for one patient are requested at user level",
                                scope -> scope.replace("patient/", "user/"),
                                LEVELS_TEST)
                        .breaks(137)
                        .reportedAs("but was: \"user/Condition.r\""),
                scope(
                                "Scopes of the user are requested at patient level",
                                scope -> scope.replace("user/", "patient/"),
                                LEVELS_TEST)
                        .breaks(141)
                        .reportedAs("but was: \"patient/Condition.r\""),
                scope(
                                "Scope for all resource types lists one type",
                                scope -> scope.replace("*.cruds", "Patient.cruds"),
                                "ScopeRequestTest.requestsAndReportsWildcardScope")
                        .breaks(146)
                        .reportedAs("but was: \"launch/patient patient/Patient.cruds\""),
                scope(
                                "Union of scopes is not merged",
                                scope -> scope.replace(
                                        "patient/Observation.rs ", "patient/Observation.r patient/Observation.s "),
                                "ScopeRequestTest.sendsUnionInShortestForm")
                        .breaks(131)
                        .reportedAs("but was: \"launch/patient patient/Observation.r patient/Observation.s "),
                scope(
                                "Constraints of a scope are omitted",
                                scope -> scope.replaceAll("\\?[^ ]*", ""),
                                "ScopeRequestTest.writesConstraintsAsQuery",
                                "ScopeRequestTest.keepsDifferentConstraintsApartInUnion")
                        .breaks(131, 132)
                        .reportedAs("but was: \"patient/Observation.rs"),
                Breakage.calls(
                                "`&` of a scope is not encoded",
                                ScopeBreakages::sendRawAmpersand,
                                "ScopeRequestTest.writesConstraintsAsQuery")
                        .breaks(132)
                        .reportedAs("observation-category|laboratory\""),
                scope("Launch scopes are omitted", scope -> scope.replaceAll("launch/\\S+ ?", ""), CONTEXT_TEST)
                        .breaks(150, 152, 153, 166)
                        .reportedAs("but was: \"patient/Patient.r\""),
                scope(
                                "Launch scopes start with `context/`",
                                scope -> scope.replace("launch/", "context/"),
                                CONTEXT_TEST)
                        .breaks(151)
                        .reportedAs("but was: \"context/patient context/encounter "),
                scope(
                                "Resource type of a launch scope is written as in FHIR",
                                scope -> scope.replace("diagnosticreport", "DiagnosticReport"),
                                CONTEXT_TEST)
                        .breaks(155)
                        .reportedAs("but was: \"launch/patient launch/encounter launch/DiagnosticReport "),
                scope("`role` of a launch scope is omitted", scope -> scope.replaceAll("\\?role=\\S+", ""), ROLES_TEST)
                        .breaks(156)
                        .reportedAs("but was: \"launch/list launch/list\""),
                scope(
                                "Roles of one resource type are combined in one launch scope",
                                scope -> scope.replaceAll("(\\?role=\\S+) launch/list\\?", "$1&"),
                                ROLES_TEST)
                        .breaks(157, 158)
                        .reportedAs("but was: \"launch/list?role=https://example.org/med-list-at-home&role="),
                AuthorizationBreakages.changedParameters(
                                "Context scopes are omitted in an EHR launch",
                                parameters -> parameters.computeIfPresent(
                                        "scope",
                                        (name, scope) -> parameters.containsKey("launch")
                                                ? scope.replaceAll("launch/\\S+ ?", "")
                                                : scope),
                                "ScopeRequestTest.sendsLaunchHandleAndContextScopes")
                        .breaks(162)
                        .reportedAs("[\"scope\"=\"launch patient/Patient.r\" (expected: "),
                scope("Scope `openid` is not requested", scope -> scope.replace("openid ", ""), IDENTITY_TEST)
                        .breaks(47, 195)
                        .reportedAs("[\"openid\"]"),
                scope(
                                "`offline_access` replaces `online_access`",
                                scope -> scope.replace("online_access", "offline_access"),
                                ACCESS_TEST)
                        .breaks(215)
                        .reportedAs("not found: [\"launch/patient online_access\"]"),
                scope("`offline_access` is not requested", scope -> scope.replace(" offline_access", ""), ACCESS_TEST)
                        .breaks(216)
                        .reportedAs("Expecting Optional to contain a value but it was empty"),
                tokenScope("`scope` is omitted from client credentials requests", scope -> "", SYSTEM_TEST)
                        .breaks(235)
                        .reportedAs("but was: \"\""));
    }

    private static Breakage permission(String letter, String replacement) {
        return scope(
                        "Permission `" + letter + "` of a scope is sent as `" + replacement + "`",
                        scope -> scope.replaceAll("\\." + letter + "$", "." + replacement),
                        PERMISSIONS_TEST)
                .reportedAs("but was: \"patient/Observation." + replacement + "\"");
    }

    private static Object sendRawAmpersand(ApiCall call) throws Throwable {
        if (!call.isMethod("authorize")) {
            return call.proceed();
        }
        AuthorizationRequest request = (AuthorizationRequest) call.proceed();
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        String scope = URLEncoder.encode(String.valueOf(parameters.remove("scope")), UTF_8)
                .replace("%26", "&");
        URI endpoint = URI.create(request.endpoint() + "?scope=" + scope);
        return new AuthorizationRequest(request.server(), endpoint, parameters, request.codeVerifier());
    }

    /** Changes the parameter {@code scope} of authorization requests. */
    private static Breakage scope(String name, UnaryOperator<String> change, String... caughtBy) {
        return AuthorizationBreakages.changedParameters(
                name,
                parameters -> parameters.computeIfPresent("scope", (parameter, scope) -> change.apply(scope)),
                caughtBy);
    }

    /** Changes the parameter {@code scope} of client credentials requests. */
    private static Breakage tokenScope(String name, UnaryOperator<String> change, String... caughtBy) {
        return Breakage.requests(
                name,
                (request, wire) -> wire.send(
                        FormParameters.hasGrantType(request, "client_credentials")
                                ? FormParameters.withParameter(
                                        request,
                                        "scope",
                                        change.apply(
                                                FormParameters.parse(request).getOrDefault("scope", "")))
                                : request),
                caughtBy);
    }
}

package io.safire.internal.config;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.internal.key.SignatureAlgorithm;
import io.safire.internal.message.Message;
import io.safire.token.Permission;
import io.safire.token.ResourceScope;
import io.safire.token.Scopes;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The comparison of the settings of a client with the rules of an EHR.
 *
 * @param scopes the scopes that the client requests
 * @param algorithm the algorithm with which the client signs its assertions; empty if it is unknown or no key signs
 */
public record ProfileRules(ServerSettings settings, Scopes scopes, Optional<String> algorithm) {

    private static final Set<Permission> WRITING =
            Collections.unmodifiableSet(EnumSet.of(Permission.CREATE, Permission.UPDATE, Permission.DELETE));
    /** With this value and the default jitter, a token of 570 seconds is refreshed after more than one minute. */
    private static final double MAX_REFRESH_AHEAD = 0.7;

    /** Returns a finding for each fact of the configured profile that the settings violate. */
    public List<Finding> findings(Predicate<Setting> isRelevant) {
        EhrProfile profile = settings.profile().ehr();
        return profile == null
                ? List.of()
                : profile.facts().stream()
                        .filter(fact -> isRelevant.test(fact.rule().setting()))
                        .flatMap(fact -> finding(profile, fact).stream())
                        .toList();
    }

    private Optional<Finding> finding(EhrProfile profile, EhrFact fact) {
        return violation(fact.rule())
                .map(text -> Message.PROFILE_VIOLATED.finding(text, profile.title(), fact.citation(), key(fact.rule())))
                .map(finding -> ranked(finding, fact.rule()));
    }

    /**
     * Reduces the severity of two violations. The server may know a key that has no URL, and a throttled refresh
     * succeeds later.
     */
    private static Finding ranked(Finding finding, EhrRule rule) {
        return switch (rule) {
            case RS384_ONLY, NO_CLIENT_SECRET_POST -> finding.withSeverity(Severity.BROKEN);
            case EC_KEY_BY_JWKS_URL_ONLY -> finding.withSeverity(Severity.INFO).withConfidence(Confidence.POSSIBLE);
            case LATE_REFRESH -> finding.withSeverity(Severity.RISK);
            default -> finding;
        };
    }

    /** Returns a sentence about the setting that violates a rule; empty if all settings comply. */
    public Optional<String> violation(EhrRule rule) {
        return value(rule).map(text -> key(rule) + " " + text);
    }

    private String key(EhrRule rule) {
        if (rule.setting() != Setting.PRIVATE_KEY) {
            return settings.key(rule.setting());
        }
        return settings.key(
                isAlgorithmConfigured()
                        ? Setting.ASSERTION_ALGORITHM
                        : settings.secrets().configuredSetting(KeySlot.ACTIVE));
    }

    private Optional<String> value(EhrRule rule) {
        return switch (rule) {
            case POST_FOR_EHR_LAUNCH_ONLY -> post();
            case EC_KEY_BY_JWKS_URL_ONLY -> unpublishedKey();
            case RS384_ONLY -> otherAlgorithm();
            case NO_CLIENT_SECRET_POST -> clientSecretPost();
            case OFFLINE_ACCESS_FOR_CONFIDENTIAL_CLIENT -> publicOfflineAccess();
            case OFFLINE_ACCESS_FOR_REFRESH_TOKEN -> onlineAccess();
            case NO_WILDCARD_SCOPES -> contained(ResourceScope::isAnyType);
            case READ_ONLY_SCOPES -> contained(scope -> !Collections.disjoint(scope.permissions(), WRITING));
            case ONE_SCOPE_SYNTAX -> mixed(ResourceScope::syntax);
            case ONE_ACCESS_LEVEL -> mixed(ResourceScope::level);
            case LATE_REFRESH -> earlyRefresh();
        };
    }

    private Optional<String> otherAlgorithm() {
        return algorithm
                .filter(name -> !name.equals(SignatureAlgorithm.RS384.name()))
                .map(name -> (isAlgorithmConfigured() ? "is " : "signs with ") + name);
    }

    private boolean isAlgorithmConfigured() {
        return settings.assertion().algorithm().configured() != null;
    }

    private Optional<String> post() {
        boolean isStandaloneOnly = settings.client().redirectUri() != null && !scopes.contains("launch");
        return when(isStandaloneOnly && settings.launches().authorizeMethod() == AuthorizeMethod.POST, "is post");
    }

    private Optional<String> unpublishedKey() {
        return algorithm
                .filter(name -> name.startsWith("ES") && settings.assertion().jwksUrl() == null)
                .map(name -> "is not set, and the private key signs with " + name);
    }

    private Optional<String> clientSecretPost() {
        ClientAuthenticationMethod method = settings.client().authenticationMethod();
        return when(method == ClientAuthenticationMethod.CLIENT_SECRET_POST, "is client_secret_post");
    }

    private Optional<String> publicOfflineAccess() {
        boolean isPublic = settings.client().type() == ClientType.PUBLIC;
        return when(isPublic && scopes.contains("offline_access"), "is public, and the scopes contain offline_access");
    }

    private Optional<String> onlineAccess() {
        return when(
                scopes.contains("online_access") && !scopes.contains("offline_access"),
                "contains online_access without offline_access");
    }

    private Optional<String> earlyRefresh() {
        double refreshAhead = settings.managedTokens().refreshAhead();
        return when(refreshAhead > MAX_REFRESH_AHEAD, "is " + refreshAhead + ", more than " + MAX_REFRESH_AHEAD);
    }

    private Optional<String> contained(Predicate<ResourceScope> isForbidden) {
        List<ResourceScope> forbidden =
                resourceScopes().stream().filter(isForbidden).toList();
        return when(!forbidden.isEmpty(), "contains " + joined(forbidden));
    }

    private <T> Optional<String> mixed(Function<ResourceScope, T> kind) {
        List<ResourceScope> all = resourceScopes();
        return when(all.stream().map(kind).distinct().count() > 1, "contains " + joined(all));
    }

    private List<ResourceScope> resourceScopes() {
        return scopes.toList().stream()
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .toList();
    }

    private static String joined(List<ResourceScope> scopes) {
        return scopes.stream().map(ResourceScope::value).collect(Collectors.joining(" "));
    }

    private static Optional<String> when(boolean condition, String text) {
        return condition ? Optional.of(text) : Optional.empty();
    }
}

package io.safire.internal.identity;

import static io.safire.internal.http.HttpTransport.withoutQuery;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.document.CacheControl;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.ReceivedJson;
import io.safire.internal.http.StatusCauses;
import io.safire.internal.http.TransportException;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.Urls;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Loader of the JWKS of an issuer. If the setting {@code jwks-uri} is missing, the loader uses the
 * {@code /.well-known/openid-configuration} of the issuer, as SMART requires. The loader uses the {@code jwks_uri} of
 * the SMART configuration if the server does not have this document (404 or 410), or if the issuer is not an https URL.
 *
 * <p>The {@code jwks_uri} of the SMART configuration may be used only if the issuer is configured, or has the same
 * origin as the base URL. If two configured servers on different origins have the same issuer, this {@code jwks_uri}
 * must be on the origin of the issuer. Without these rules, a server could name the issuer of another server and supply
 * its own keys.
 *
 * @param fallback the supplier of the {@code jwks_uri} of the SMART configuration
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#steps-for-using-an-id-token">SMART
 *     App Launch 2.2.0, steps for using an ID token</a>
 */
record JwksLoader(
        ServerSettings settings, HttpSender sender, MixUpDefense mixUpDefense, Supplier<Optional<URI>> fallback) {

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

    /**
     * @param endSessionEndpoint the {@code end_session_endpoint} in the openid-configuration
     * @param findings the violations in the document that names the address of the JWKS
     */
    private record Location(URI address, Optional<String> endSessionEndpoint, List<Finding> findings) {

        Location(URI address) {
            this(address, Optional.empty(), List.of());
        }
    }

    /**
     * @throws JwksUnavailableException if the JWKS cannot be located or read
     */
    JwkSet load(String issuer) {
        URI configured = settings.identity().jwksUri();
        Location location = configured == null ? discover(issuer) : new Location(configured);
        InboundResponse response = requireSuccess(send(location.address()), Setting.JWKS_URI);
        ReceivedJson json = readJson(response);
        List<Finding> findings = new ArrayList<>(location.findings());
        findings.addAll(json.findingsAbout(response.uri()));
        return JwkSet.read(location.address(), json.members(), CacheControl.lifetime(response, DEFAULT_LIFETIME))
                .with(location.endSessionEndpoint(), findings);
    }

    private Location discover(String issuer) {
        if (issuer.equals(settings.identity().issuer()) && !isRequestable(issuer)) {
            return fallback(issuer, "the issuer is not an https URL, so it has no openid-configuration");
        }
        String document = Urls.withoutTrailingSlashes(issuer) + "/.well-known/openid-configuration";
        URI address = toUri(document);
        InboundResponse response = send(address);
        if (response.status() == NOT_FOUND || response.status() == GONE) {
            return fallback(issuer, withoutQuery(response.uri()) + ": HTTP " + response.status());
        }
        ReceivedJson json = readJson(requireSuccess(response, Setting.ISSUER));
        return new Location(
                jwksUriOf(issuer, address, json.members()),
                JsonValues.text(json.members(), "end_session_endpoint"),
                json.findingsAbout(response.uri()));
    }

    /**
     * Returns false if the issuer is not a URL to request. A configured issuer may be any text, because it is only
     * compared with {@code iss}.
     */
    private boolean isRequestable(String issuer) {
        return Urls.parse(issuer)
                .filter(settings.endpoints().urlPolicy()::isAllowed)
                .isPresent();
    }

    /**
     * Returns the {@code jwks_uri} of the SMART configuration.
     *
     * @param reason the reason why the issuer has no openid-configuration
     */
    private Location fallback(String issuer, String reason) {
        if (!issuer.equals(settings.identity().issuer()) && !MixUpDefense.hasOrigin(settings, issuer)) {
            throw unused(reason, "the issuer is neither configured nor on the origin of base-url");
        }
        URI address = fallback.get()
                .orElseThrow(() ->
                        new JwksUnavailableException(reason + "; the SMART configuration has no usable jwks_uri"));
        boolean isOfIssuer =
                Urls.parse(issuer).filter(url -> Origin.isSame(address, url)).isPresent();
        Optional<String> other = mixUpDefense.otherServerWithIssuer(settings, issuer);
        if (!isOfIssuer && other.isPresent()) {
            throw unused(reason, "the server " + other.get() + ", which has another origin, has the same issuer");
        }
        return new Location(address);
    }

    private static JwksUnavailableException unused(String reason, String cause) {
        return new JwksUnavailableException(
                reason + "; jwks_uri of the SMART configuration is not used, because " + cause);
    }

    private static URI jwksUriOf(String issuer, URI address, JsonObject configuration) {
        if (!issuer.equals(JsonValues.text(configuration, "issuer").orElse(""))) {
            throw new JwksUnavailableException(withoutQuery(address) + " names a different issuer");
        }
        return toUri(JsonValues.text(configuration, "jwks_uri")
                .orElseThrow(() -> new JwksUnavailableException(withoutQuery(address) + " has no jwks_uri")));
    }

    private InboundResponse requireSuccess(InboundResponse response, Setting urlSetting) {
        if (!response.isSuccess()) {
            throw new JwksUnavailableException(
                    withoutQuery(response.uri()) + ": " + ErrorText.withStatus(response),
                    StatusCauses.ofDocument(
                            settings, response, response.uri(), settings.key(urlSetting), Step.IDENTITY));
        }
        return response;
    }

    private InboundResponse send(URI address) {
        settings.endpoints().urlPolicy().violation(address).ifPresent(violation -> {
            throw new JwksUnavailableException(withoutQuery(address) + " " + violation.description());
        });
        if (!settings.endpoints().isPermittedInMetadata(address) && !isConfigured(address)) {
            throw new JwksUnavailableException(withoutQuery(address) + " is on an internal host");
        }
        try {
            return sender.send(OutboundRequest.get(address, null));
        } catch (TransportException failure) {
            String urlSettings = settings.key(Setting.ISSUER) + " or " + settings.key(Setting.JWKS_URI);
            Failure described = NetworkExceptions.describe(settings, failure, urlSettings);
            throw new JwksUnavailableException(
                    withoutQuery(address) + ": " + failure.description(),
                    described.findings().get(0));
        }
    }

    private boolean isConfigured(URI address) {
        return address.equals(settings.identity().jwksUri())
                || Optional.ofNullable(settings.identity().issuer())
                        .flatMap(Urls::parse)
                        .filter(issuer -> Origin.isSame(address, issuer))
                        .isPresent();
    }

    private static ReceivedJson readJson(InboundResponse response) {
        try {
            return response.json();
        } catch (InvalidJsonException unreadable) {
            throw new JwksUnavailableException(withoutQuery(response.uri()) + " is not a usable JSON object: "
                    + ErrorText.ofUnusableBody(response, unreadable));
        }
    }

    private static URI toUri(String text) {
        return Urls.parse(text.strip())
                .orElseThrow(
                        () -> new JwksUnavailableException(LogSanitizer.sanitize(ConfigurationErrors.maskSecrets(text))
                                + " " + UrlViolation.MALFORMED.description()));
    }
}

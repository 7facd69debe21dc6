package io.safire.internal.discovery;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.event.SmartRequest;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.document.DocumentCopy;
import io.safire.internal.document.DocumentSource;
import io.safire.internal.document.StaleCopyWarning;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.CurlCommand;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.StatusCauses;
import io.safire.internal.http.TransportException;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.Urls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loader of the SMART configuration of a server. The loader also learns the clock of the authorization server. */
public final class SmartMetadataLoader implements DocumentSource<SmartMetadata> {

    private static final Logger LOG = System.getLogger(SmartMetadataLoader.class.getName());
    private static final Duration LIFETIME_WITHOUT_ENDPOINTS = Duration.ofSeconds(3);

    private final ServerSettings settings;
    private final HttpSender sender;
    private final Clock clock;
    private final DiscoveryState state;
    private final URI address;
    private final RequestObservers observers;
    private final CapabilityStatementFallback fallback;
    private volatile List<Finding> logged = List.of();

    SmartMetadataLoader(
            ServerSettings settings, HttpSender sender, Clock clock, DiscoveryState state, RequestObservers observers) {
        this.settings = settings;
        this.sender = sender;
        this.clock = clock;
        this.state = state;
        this.observers = observers;
        this.fallback = new CapabilityStatementFallback(settings);
        this.address = address(settings.endpoints().baseUrl());
    }

    public static URI address(URI baseUrl) {
        return Urls.below(baseUrl, "/.well-known/smart-configuration");
    }

    @Override
    public DocumentCopy<SmartMetadata> load(@Nullable DocumentCopy<SmartMetadata> previous) {
        return observers.observe(settings.name(), SmartRequest.DISCOVERY, () -> fetch(previous));
    }

    @Override
    public void onLoadFailed(RuntimeException failure) {
        LOG.log(Level.WARNING, String.valueOf(failure.getMessage()));
    }

    @Override
    public void onStaleCopyUsed(DocumentCopy<SmartMetadata> copy, RuntimeException failure) {
        StaleCopyWarning.log(settings, "the SMART configuration", copy, failure);
    }

    @Override
    public RuntimeException restate(RuntimeException failure) {
        return failure.getCause() instanceof TransportException transport
                ? NetworkExceptions.documentNotLoaded(settings, transport)
                : failure;
    }

    private DocumentCopy<SmartMetadata> fetch(@Nullable DocumentCopy<SmartMetadata> previous) {
        InboundResponse response = send(OutboundRequest.get(address, previous == null ? null : previous.etag()));
        if (fallback.appliesTo(response)) {
            return fetchCapabilityStatement(response);
        }
        DocumentCopy<SmartMetadata> next = copy(response, previous, received -> parse(settings, received));
        logFindings(response.uri(), response.isSuccess() ? findings(response) : logged);
        state.learnClocks(response, next.document());
        return hasNoEndpoint(next.document()) ? next.limitedTo(clock.instant().plus(LIFETIME_WITHOUT_ENDPOINTS)) : next;
    }

    /**
     * Removes the ETag, because the next request asks for the SMART configuration and not for the CapabilityStatement.
     */
    private DocumentCopy<SmartMetadata> fetchCapabilityStatement(InboundResponse notFound) {
        InboundResponse statement = send(OutboundRequest.get(fallback.address(), null, OauthUris.MAX_BYTES));
        SmartMetadata metadata = parse(settings, notFound, statement);
        LOG.log(Level.WARNING, fallback.used());
        logFindings(statement.uri(), OauthUris.read(statement).findingsAbout(statement.uri()));
        state.learnClocks(statement, metadata);
        return copy(statement, null, any -> metadata).withoutEtag();
    }

    private DocumentCopy<SmartMetadata> copy(
            InboundResponse response,
            @Nullable DocumentCopy<SmartMetadata> previous,
            Function<InboundResponse, SmartMetadata> parser) {
        Instant now = clock.instant();
        return DocumentCopy.of(response, previous, parser, settings.metadata(), now)
                .freshAtLeastUntil(now.plus(settings.metadata().minLifetime()));
    }

    private InboundResponse send(OutboundRequest request) {
        try {
            return sender.send(request);
        } catch (TransportException transport) {
            throw NetworkExceptions.documentNotLoaded(settings, transport);
        }
    }

    /** Logs nothing if the previous response had the same violations. */
    private void logFindings(URI document, List<Finding> findings) {
        if (!findings.isEmpty() && !findings.equals(logged)) {
            String texts = findings.stream().map(Finding::message).collect(Collectors.joining(" "));
            LOG.log(
                    Level.WARNING,
                    Message.METADATA_FINDINGS.format(settings.name(), HttpTransport.withoutQuery(document), texts));
        }
        logged = findings;
    }

    /**
     * Returns the violations in the HTTP response that contains the SMART configuration. The violations in the members
     * are not included.
     */
    public static List<Finding> findings(InboundResponse response) {
        return response.json().findingsAbout(response.uri());
    }

    /** A document without endpoints may be an error response with status 200, and must not be cached for long. */
    private static boolean hasNoEndpoint(SmartMetadata metadata) {
        return metadata.tokenEndpoint().isEmpty()
                && metadata.authorizationEndpoint().isEmpty();
    }

    /**
     * @throws DiscoveryException if the response contains no usable SMART configuration
     */
    public static SmartMetadata parse(ServerSettings settings, InboundResponse response) {
        URI address = address(settings.endpoints().baseUrl());
        if (!response.isSuccess()) {
            throw errorResponse(settings, response, Optional.empty());
        }
        try {
            return new SmartMetadata(
                    settings.endpoints().baseUrl(), response.json().members());
        } catch (InvalidJsonException unreadable) {
            String description =
                    "response is not a usable JSON object: " + ErrorText.ofUnusableBody(response, unreadable);
            throw new DiscoveryException(
                    unusable(settings, address, description, unreadable.isFromServer()), address, 0, description);
        }
    }

    /**
     * Returns the endpoints in a CapabilityStatement.
     *
     * @param notFound the response that shows that there is no SMART configuration
     * @throws DiscoveryException if the CapabilityStatement contains no usable endpoints
     */
    public static SmartMetadata parse(ServerSettings settings, InboundResponse notFound, InboundResponse statement) {
        CapabilityStatementFallback fallback = new CapabilityStatementFallback(settings);
        return fallback.read(statement)
                .orElseThrow(() -> errorResponse(settings, notFound, Optional.of(fallback.unusable(statement))));
    }

    private static Failure unusable(ServerSettings settings, URI address, String description, boolean fromServer) {
        String curl = CurlCommand.of(address);
        if (fromServer) {
            return Message.UNREADABLE_METADATA.format(settings.name(), address, description, curl);
        }
        List<Finding> causes = BaseUrlPath.finding(settings).stream().toList();
        return Message.UNUSABLE_METADATA.formatWithCauses(
                settings.name(), causes, address, description, settings.key(Setting.BASE_URL), curl);
    }

    private static DiscoveryException errorResponse(
            ServerSettings settings, InboundResponse response, Optional<Finding> further) {
        URI address = address(settings.endpoints().baseUrl());
        int status = response.status();
        List<Finding> causes = new ArrayList<>();
        BaseUrlPath.finding(settings).ifPresent(causes::add);
        causes.add(
                StatusCauses.ofDocument(settings, response, address, settings.key(Setting.BASE_URL), Step.DISCOVERY));
        further.ifPresent(causes::add);
        return new DiscoveryException(
                Message.NOT_DISCOVERED.formatWithCauses(
                        settings.name(), causes, address, ErrorText.withStatus(response)),
                address,
                status,
                "HTTP " + status);
    }
}

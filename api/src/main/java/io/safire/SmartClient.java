package io.safire;

import io.safire.authentication.Credential;
import io.safire.brand.BrandBundle;
import io.safire.bulk.BulkData;
import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.discovery.SmartMetadata;
import io.safire.error.ConfigurationException;
import io.safire.error.SmartException;
import io.safire.key.PublicKeys;
import io.safire.registration.DynamicRegistration;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import io.safire.token.UserTokens;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * A SMART App Launch 2.2.0 client for one configured server.
 *
 * <p>Inject a client, or look it up in {@link SmartClients}. {@code @Inject SmartClient} selects the default server;
 * {@code @Inject @SmartServer("epic") SmartClient} selects the server that the settings {@code safire.epic.*} describe.
 * A client is thread-safe. A client reuses its connections and caches the server's metadata. The only tokens that a
 * client stores are those of {@link #accessToken()} and {@link #userTokens()}. A passivating bean can hold a client,
 * because a client is serialized as the name of its server.
 *
 * <pre>{@code
 * AuthorizationRequest request = epic.authorize(Launch.ehr(iss, launch));
 * // store the request in the user's session and redirect the browser to request.uri(); then, at the redirect URI:
 * TokenResponse tokens = epic.exchange(request, AuthorizationResponse.of(uriInfo.getQueryParameters()));
 * String patient = tokens.context().patient().orElseThrow();
 * }</pre>
 *
 * <p>Each method throws a subclass of {@link io.safire.error.SmartException} if it fails:
 *
 * <ul>
 *   <li>{@link io.safire.error.ConfigurationException} if a setting is missing or unusable;
 *   <li>{@link io.safire.error.DiscoveryException} if the SMART configuration cannot be obtained;
 *   <li>{@link io.safire.error.NetworkException} if no response arrived;
 *   <li>{@link io.safire.error.TokenException} if the token endpoint rejected the request or its response is unusable.
 * </ul>
 *
 * <p>An implementation may omit areas of this API, such as launches or brands. The methods of an omitted area throw an
 * {@link UnsupportedOperationException}.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html">SMART App Launch 2.2.0</a>
 * @since 1.0
 */
public interface SmartClient extends TokenRequests {

    /**
     * Creates a client without CDI and without MicroProfile Config, for example in a script or a test. The class path
     * must contain an implementation of this API, of MicroProfile Rest Client, and of Jakarta JSON Processing. The
     * client shares the connections and cached metadata of other clients that this method created with the same
     * {@code base-url} and equal connection settings. In an application with CDI, use {@link SmartClients#create}
     * instead.
     *
     * @param settings the settings of the client
     * @return the client, which the caller closes
     * @throws io.safire.error.ConfigurationException if settings are missing or unusable, or if an implementation is
     *     missing on the class path
     */
    static CloseableSmartClient create(SmartClientSettings settings) {
        return Stream.of(
                        Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
                        Optional.ofNullable(SmartClient.class.getClassLoader()))
                .flatMap(Optional::stream)
                .flatMap(loader -> ServiceLoader.load(SmartClientProvider.class, loader).findFirst().stream())
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        ApiMessage.NO_IMPLEMENTATION.formatWithoutServer("io.safire:safire"),
                        ConfigurationException.Violations.missing(List.of())))
                .create(settings);
    }

    /**
     * Returns the name of the server.
     *
     * @return the part of the configuration keys between {@code safire.} and the setting; {@code default} for the
     *     server that {@code safire.base-url} describes
     */
    String name();

    /**
     * Returns the server's SMART configuration, read from {@code <base-url>/.well-known/smart-configuration} or from
     * the cache.
     *
     * <p>The {@code Cache-Control} header of the response determines how long the client caches the document. Without
     * this header, the setting {@code metadata-lifetime} applies (default: 1 hour). The maximum is one day. The minimum
     * is the shortest of one minute, {@code metadata-lifetime} and {@code metadata-refresh-interval}. If the server is
     * unavailable, the client may use the document after its expiry, for at most {@code metadata-stale-if-error}
     * (default: 1 day). Clients with the same {@code base-url} and equal connection and cache settings share the cached
     * document.
     *
     * @return the SMART configuration of the server
     * @throws io.safire.error.DiscoveryException if the response is not a usable SMART configuration
     * @throws io.safire.error.NetworkException if no response arrived
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#using-well-known">SMART App Launch
     *     2.2.0, well-known configuration</a>
     */
    SmartMetadata metadata();

    /**
     * Returns the brand bundle that the server's SMART configuration names, read from the server or from the cache. The
     * bundle contains the names and logos by which patients recognize an organization. The request for the bundle
     * contains no credential.
     *
     * <p>The {@code Cache-Control} header of the response determines how long the client caches the bundle. Without
     * this header, the setting {@code metadata-lifetime} applies (default: 1 hour). When the cached bundle has expired,
     * the client revalidates it with its {@code ETag}.
     *
     * @return the brand bundle of the server
     * @throws io.safire.error.DiscoveryException if the SMART configuration names no bundle, or if the bundle is
     *     unusable or exceeds {@code brand-bundle-limit} (default: 32 MiB)
     * @throws io.safire.error.NetworkException if no response arrived
     * @throws io.safire.error.ConfigurationException if the implementation lacks the module for brands
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/brands.html">SMART App Launch 2.2.0, user-access
     *     brands and endpoints</a>
     */
    BrandBundle brands();

    /**
     * {@return a valid access token for the application itself, for the configured scopes} To request the token, the
     * client authenticates with a signed assertion, regardless of its client type. The client caches the token and
     * refreshes it in the background before it expires. Callers wait only if no cached token is valid; all concurrent
     * callers then share a single request.
     *
     * @throws io.safire.error.ConfigurationException if {@code scopes}, {@code client-id}, {@code private-key} or
     *     {@code kid} is missing
     * @throws io.safire.error.DiscoveryException if no token is valid and the token endpoint is unknown
     * @throws io.safire.error.NetworkException if no token is valid, and either no response arrived or the caller was
     *     interrupted
     * @throws io.safire.error.TokenException if no token is valid and the token endpoint rejected the request
     * @see TokenRequests#requestToken()
     */
    AccessToken accessToken();

    /**
     * Returns a valid access token like {@link #accessToken()}, but for the given scopes. Each set of scopes has its
     * own cached token; sets are compared exactly. The client caches tokens for about 500 different sets of scopes. If
     * the application uses more sets of scopes, the client drops unusable tokens first, and then other tokens in no
     * particular order.
     *
     * @param scopes the scopes to request instead of the configured ones
     * @return a valid access token for the given scopes
     * @throws io.safire.error.ConfigurationException if {@code scopes} is empty
     */
    AccessToken accessToken(Scopes scopes);

    /**
     * Returns a valid access token like {@link #accessToken()}, without blocking the caller while a request is in
     * progress.
     *
     * <p>If a cached token is valid, the returned {@code CompletionStage} is already complete. Canceling the stage
     * affects this caller only. If the request fails, the stage completes exceptionally with the {@link SmartException}
     * that {@link #accessToken()} would throw. Dependent stages run on a thread of Safire, with the class loader of the
     * application, but without the request and security contexts of the caller.
     *
     * <p>The default implementation calls {@link #accessToken()} in the thread of the caller.
     *
     * @return a stage that completes with a valid access token
     */
    default CompletionStage<AccessToken> accessTokenAsync() {
        try {
            return CompletableFuture.completedFuture(accessToken());
        } catch (SmartException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /**
     * Returns an object that sends the requests of this client with another credential, for example during a rotation
     * or for one customer.
     *
     * <pre>{@code
     * TokenResponse tokens = epic.with(Credential.secret(rotated)).exchange(request, response);
     * }</pre>
     *
     * <p>The result shares the connections and the metadata of this client. If the server rejects a request, the
     * message of the exception describes the given credential.
     *
     * @param credential the secret, the key or the {@code kid}
     * @return the object that sends requests with the given credential; this method itself sends nothing
     * @throws io.safire.error.ConfigurationException if {@code credential} is null. If the credential is otherwise
     *     unusable, for example blank, each request of the returned object throws this exception
     */
    TokenRequests with(Credential credential);

    /**
     * {@return the operations that store, find and remove the tokens of signed-in users; this method itself sends
     * nothing}
     */
    UserTokens userTokens();

    /**
     * {@return the rules for sending access tokens to the resources of this server; this method itself sends nothing}
     */
    ResourceAccess resources();

    /**
     * {@return the operations for the dynamic registration of this client at the server (RFC 7591, RFC 7592); this
     * method itself sends nothing}
     */
    DynamicRegistration registration();

    /**
     * Returns the operations that export large sets of resources from this server (Bulk Data Access). This method
     * itself sends nothing.
     *
     * @return the exports of this server
     * @throws io.safire.error.ConfigurationException if the implementation lacks the module for exports
     * @throws UnsupportedOperationException if this implementation has no exports
     * @see <a href="https://hl7.org/fhir/uv/bulkdata/STU3/export.html">Bulk Data Access 3.0.0, export</a>
     */
    default BulkData bulkData() {
        throw new UnsupportedOperationException("This implementation of SmartClient has no bulk data exports");
    }

    /**
     * Returns the client's own public keys for this server: the next, active and retiring keys. Serve the keys at the
     * URL that is registered with the server ({@code jwks-url}). The client reads the keys again at each call, so a
     * rotation needs no restart.
     *
     * @return the public keys of {@code private-key}, {@code next-key} and {@code retiring-key}, or the public keys of
     *     the {@link io.safire.spi.KeySource}
     * @throws io.safire.error.ConfigurationException if there is no key, a key is unusable or has no {@code kid}, or
     *     two keys have the same {@code kid}
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#registering-a-client-communicating-public-keys">
     *     SMART App Launch 2.2.0, communicating public keys</a>
     */
    PublicKeys jwks();

    /**
     * Compares the configuration of this client with the behavior of the server, and names the causes of problems. This
     * method sends GET requests without credentials, and ends after 10 seconds at the latest.
     *
     * @return the findings and the results of all checks
     */
    default Diagnosis diagnose() {
        return diagnose(DiagnosisOptions.defaults());
    }

    /**
     * Compares the configuration of this client with the behavior of the server, and names the causes of problems. No
     * diagnosis registers a client, revokes a token or uses an authorization code.
     *
     * @param options the requests that the diagnosis may send, its time limit, and the checks to run
     * @return the findings and the results of all checks
     * @throws UnsupportedOperationException if this implementation has no diagnosis
     */
    default Diagnosis diagnose(DiagnosisOptions options) {
        throw new UnsupportedOperationException("This implementation of SmartClient has no diagnosis");
    }
}

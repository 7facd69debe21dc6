package io.safire.internal.brand;

import io.safire.brand.BrandBundle;
import io.safire.brand.BrandIdentifier;
import io.safire.diagnosis.Failure;
import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlViolation;
import io.safire.internal.discovery.SmartMetadataCache;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.Urls;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The brands of one server, from the bundle that its SMART configuration names. */
public final class ServerBrands implements AutoCloseable {

    private static final String BUNDLE = "user_access_brand_bundle";
    private static final String BUNDLE_IN_DRAFT = "patientAccessBrandBundle";
    /** The name of the member in SMART App Launch 2.2.0, followed by its names in the drafts. */
    private static final List<String> IDENTIFIERS = List.of(
            "user_access_brand_identifier", "patientAccessBrandIdentifier", "patientAccessPrimaryBrandIdentifier");

    private final ServerSettings settings;
    private final SmartMetadataCache metadata;
    private final BrandBundleCache bundles;

    public ServerBrands(ServerSettings settings, SmartMetadataCache metadata, BrandBundleCache sources) {
        this.settings = settings;
        this.metadata = metadata;
        this.bundles = sources;
    }

    /**
     * @throws DiscoveryException if the SMART configuration names no bundle, or the bundle cannot be used
     */
    public BrandBundle bundle() {
        SmartMetadata current = metadata.metadata();
        String member =
                current.members().getOrDefault(BUNDLE, JsonValue.NULL) == JsonValue.NULL ? BUNDLE_IN_DRAFT : BUNDLE;
        URI address = current.userAccessBrandBundle().orElseThrow(() -> withoutAddress(current, member));
        settings.endpoints().urlPolicy().violation(address).ifPresent(violation -> {
            throw unusable(member, HttpTransport.withoutQuery(address), violation);
        });
        if (!settings.endpoints().isPermittedInMetadata(address)) {
            throw exception(internalHostMessage(member, address), member + " is on an internal host");
        }
        BrandBundle bundle = bundles.bundle(address, member);
        return identifier(current).map(bundle::withPrimaryIdentifier).orElse(bundle);
    }

    private DiscoveryException withoutAddress(SmartMetadata metadata, String member) {
        return JsonValues.text(metadata.members(), member)
                .filter(text -> !text.isBlank() && Urls.parse(text.strip()).isEmpty())
                .map(text -> unusable(
                        member, LogSanitizer.sanitize(ConfigurationErrors.maskSecrets(text)), UrlViolation.MALFORMED))
                .orElseGet(() -> exception(
                        BrandMessage.NO_BRANDS.format(settings.name(), metadata.baseUrl()), "there is no " + BUNDLE));
    }

    private DiscoveryException unusable(String member, String shown, UrlViolation violation) {
        return exception(
                BrandMessage.INSECURE_BRANDS.format(settings.name(), member, violation.requirement(), shown),
                member + " " + violation.requirement());
    }

    /** The result is empty if the SMART configuration names no bundle. */
    public Optional<URI> bundleUrl() {
        return metadata.metadata().userAccessBrandBundle();
    }

    @Override
    public void close() {
        bundles.close();
    }

    private Failure internalHostMessage(String member, URI address) {
        return BrandMessage.INTERNAL_BRANDS.format(
                settings.name(), member, HttpTransport.withoutQuery(address), settings.key(Setting.ENDPOINT_HOSTS));
    }

    /**
     * The specification requires an Identifier for {@code user_access_brand_identifier}, but some servers publish a
     * token in the form {@code system|value}.
     */
    private static Optional<BrandIdentifier> identifier(SmartMetadata metadata) {
        JsonValue value = IDENTIFIERS.stream()
                .map(name -> metadata.members().getOrDefault(name, JsonValue.NULL))
                .filter(found -> found != JsonValue.NULL)
                .findFirst()
                .orElse(JsonValue.NULL);
        if (value instanceof JsonObject object) {
            return BrandReader.identifier(new FhirObject(object, new BundleStringPool()));
        }
        if (!(value instanceof JsonString string) || string.getString().isBlank()) {
            return Optional.empty();
        }
        String text = string.getString();
        int bar = text.indexOf('|');
        return Optional.of(BrandIdentifier.of(bar > 0 ? text.substring(0, bar) : null, text.substring(bar + 1)));
    }

    private DiscoveryException exception(Failure failure, String reason) {
        URI where = settings.endpoints().baseUrl();
        return new DiscoveryException(failure, where, 0, reason);
    }
}

package io.safire.internal.brand;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.DiscoveryException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.CurlCommand;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.StatusCauses;
import java.net.URI;
import java.util.List;

/**
 * The errors about responses that are not a usable bundle.
 *
 * @param addressSource the metadata member or method that supplies the address of the bundle
 */
record BrandErrors(ServerSettings settings, String addressSource) {

    DiscoveryException ofStatus(URI address, InboundResponse response) {
        int status = response.status();
        Finding cause = StatusCauses.ofDocument(settings, response, address, addressSource, Step.DISCOVERY);
        return new DiscoveryException(
                BrandMessage.BRANDS_REFUSED.formatWithCauses(
                        settings.name(), List.of(cause), HttpTransport.withoutQuery(address), status),
                address,
                status,
                "HTTP " + status);
    }

    DiscoveryException tooLarge(URI address, String reason) {
        String key = settings.key(Setting.BRAND_BUNDLE_LIMIT);
        return unusable(
                BrandMessage.BRAND_BUNDLE_TOO_LARGE.format(
                        settings.name(), HttpTransport.withoutQuery(address), reason, key),
                address,
                reason);
    }

    DiscoveryException notABundle(URI address, String reason) {
        return unusable(
                BrandMessage.UNUSABLE_BRANDS.format(
                        settings.name(),
                        HttpTransport.withoutQuery(address),
                        reason,
                        addressSource,
                        CurlCommand.of(address)),
                address,
                reason);
    }

    private static DiscoveryException unusable(Failure failure, URI address, String reason) {
        return new DiscoveryException(failure, address, 0, reason);
    }
}

package io.safire.broken;

import io.safire.internal.cdi.ClientsProducer;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;

/** Deliberate defects in TLS client authentication. */
final class CertificateBreakages {

    private CertificateBreakages() {}

    static List<Breakage> all() {
        return List.of(Breakage.requests(
                        "Client certificate is never presented",
                        CertificateBreakages::omitCertificate,
                        "ClientCertificateTest.presentsClientCertificateOnEveryConnection",
                        "ClientCertificateTest.opensKeyStoreWithoutPassword")
                .reportedAs("bad_certificate"));
    }

    private static InboundResponse omitCertificate(OutboundRequest request, RequestSender wire) {
        ClientsProducer producer = CDI.current().select(ClientsProducer.class).get();
        return producer.clients().names().stream()
                .map(producer::settings)
                .filter(settings -> isSentTo(settings, request))
                .findFirst()
                .map(settings -> sendWithoutCertificate(settings, request))
                .orElseGet(() -> wire.send(request));
    }

    private static boolean isSentTo(ServerSettings settings, OutboundRequest request) {
        return request.target()
                .getAuthority()
                .equals(settings.endpoints().baseUrl().getAuthority());
    }

    private static InboundResponse sendWithoutCertificate(ServerSettings settings, OutboundRequest request) {
        try (HttpTransport transport = new HttpTransport(
                settings.name(),
                settings.http().withoutClientCertificate(),
                settings.endpoints().urlPolicy())) {
            return transport.send(request);
        }
    }
}

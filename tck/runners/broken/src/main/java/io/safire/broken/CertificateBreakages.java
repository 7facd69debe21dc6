package io.safire.broken;

import io.safire.impl.cdi.ClientsProducer;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.HttpTransport;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;

/** Breakages in TLS client authentication. */
final class CertificateBreakages {

    private CertificateBreakages() {}

    static List<Breakage> all() {
        return List.of(Breakage.wire(
                "Client certificate is never presented",
                CertificateBreakages::withoutCertificate,
                "ClientCertificateTest.certificateIsPresentedOnEveryConnection",
                "ClientCertificateTest.passwordThatIsNotSetIsAnEmptyOne"));
    }

    private static HttpAnswer withoutCertificate(HttpRequest request, Wire wire) {
        ClientsProducer producer = CDI.current().select(ClientsProducer.class).get();
        return producer.clients().names().stream()
                .map(producer::settings)
                .filter(settings -> isAt(settings, request))
                .findFirst()
                .map(settings -> sent(settings, request))
                .orElseGet(() -> wire.send(request));
    }

    private static boolean isAt(ServerSettings settings, HttpRequest request) {
        return request.target()
                .getAuthority()
                .equals(settings.addresses().baseUrl().getAuthority());
    }

    private static HttpAnswer sent(ServerSettings settings, HttpRequest request) {
        try (HttpTransport transport = new HttpTransport(
                settings.http().withoutIdentity(), settings.addresses().rule())) {
            return transport.send(request);
        }
    }
}

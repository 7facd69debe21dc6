package io.safire.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void replacesPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Ports ports = new Ports(port, port, port).orFreePorts();
            assertThat(ports.ehr()).isPositive().isNotIn(port, ports.control(), ports.application());
            assertThat(ports.control()).isPositive().isNotIn(port, ports.application());
            assertThat(ports.application()).isPositive().isNotEqualTo(port);
        }
    }

    @Test
    void keepsFreePorts() throws Exception {
        Ports free = new Ports(0, 0, 0).orFreePorts();
        assertThat(free.orFreePorts()).isEqualTo(free);
    }

    @Test
    void derivesAddressesFromPorts() {
        DemoUrls addresses = new DemoUrls(new Ports(1001, 1002, 1003), true);
        assertThat(addresses.launchPage()).isEqualTo("http://localhost:1001/ehr");
        assertThat(addresses.control()).hasPort(1002);
        assertThat(addresses.environment())
                .containsEntry("SAFIRE_EHR_BASE_URL", "http://localhost:1001/fhir")
                .containsEntry("SAFIRE_EHR_REDIRECT_URI", "https://localhost:1003/clinician/smart/callback")
                .containsEntry("HTTPS_PORT", "1003")
                .containsEntry("HTTP_PORT", "-1");
    }
}

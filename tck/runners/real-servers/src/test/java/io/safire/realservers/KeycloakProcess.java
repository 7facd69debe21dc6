package io.safire.realservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keycloak as a child process with the realm {@code smart}, and a gateway that publishes its SMART configuration. */
final class KeycloakProcess implements AutoCloseable {

    private final Process process;
    private final SmartConfigurationGateway gateway;

    private KeycloakProcess(Process process, int port) throws IOException {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ServerProcesses.stop(process)));
        // tests and browser must use the same host name, because Keycloak derives its issuer from the host name
        String realm = "http://localhost:" + port + "/realms/smart";
        String configuration =
                ServerProcesses.awaitReady(process, realm + "/.well-known/openid-configuration", "Keycloak");
        gateway = SmartConfigurationGateway.start(configuration);
        System.setProperty("tck.keycloak.base", gateway.fhirBase());
        System.setProperty("tck.keycloak.token", InitialAccessTokens.fromKeycloak("http://localhost:" + port));
    }

    static KeycloakProcess start() throws IOException {
        Path home = Path.of(System.getProperty("tck.keycloak.home"));
        Path realm = Files.createDirectories(home.resolve("data/import")).resolve("smart-realm.json");
        Files.writeString(realm, KeycloakRealm.json());
        int port = ServerProcesses.freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("keycloak.log").toFile());
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", InitialAccessTokens.NAME);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", InitialAccessTokens.PASSWORD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new KeycloakProcess(builder.start(), port);
    }

    @Override
    public void close() {
        gateway.close();
        ServerProcesses.stop(process);
    }
}

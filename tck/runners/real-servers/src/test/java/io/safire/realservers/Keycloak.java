package io.safire.realservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keycloak as a child process with the realm {@code smart}, and a gateway that publishes its SMART configuration. */
final class Keycloak implements AutoCloseable {

    private final Process process;
    private final Gateway gateway;

    private Keycloak(Process process, int port) throws IOException {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Readiness.stop(process)));
        // tests and browser must use the same host, since Keycloak derives its issuer from it
        String realm = "http://localhost:" + port + "/realms/smart";
        String configuration = Readiness.await(process, realm + "/.well-known/openid-configuration", "Keycloak");
        gateway = Gateway.start(configuration);
        System.setProperty("tck.keycloak.base", gateway.base());
        System.setProperty("tck.keycloak.token", Operator.ofKeycloak("http://localhost:" + port));
    }

    static Keycloak start() throws IOException {
        Path home = Path.of(System.getProperty("tck.keycloak.home"));
        Path realm = Files.createDirectories(home.resolve("data/import")).resolve("smart-realm.json");
        Files.writeString(realm, Realm.json());
        int port = Readiness.freePort();
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
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", Operator.NAME);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", Operator.PASSWORD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Keycloak(builder.start(), port);
    }

    @Override
    public void close() {
        gateway.close();
        Readiness.stop(process);
    }
}

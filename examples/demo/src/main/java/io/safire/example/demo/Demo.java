package io.safire.example.demo;

import io.safire.sandbox.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts the sandbox and the clinician's application, and says which page to open. With {@code CI=true} in the environment
 * it goes through an EHR launch and the backend job by itself, prints what was read and ends.
 */
public final class Demo {

    private static final String APPLICATION = "http://localhost:9280/clinician/";
    private static final String READINESS = "http://localhost:9280/health/ready";
    private static final String EHR = "http://localhost:9180/ehr";

    private Demo() {}

    /**
     * Runs the demonstration.
     *
     * @param arguments none
     * @throws Exception if something cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        boolean automatic = "true".equals(System.getenv("CI"));
        Path target = Path.of(System.getProperty("demo.target", "target"));
        Secrets secrets = Secrets.random();
        try (LibertyServer liberty = start(target, automatic, secrets)) {
            if (automatic) {
                walk(secrets).forEach(System.out::println);
                return;
            }
            System.out.println();
            System.out.println("Open " + EHR + " and start the Growth chart for a patient.");
            System.out.println("The backend job: curl -X POST -H 'Authorization: Bearer " + secrets.job() + "' "
                    + APPLICATION + "job");
            System.out.println("The readiness: " + READINESS);
            System.out.println("Stop with Ctrl-C. The server's log is " + liberty.log());
            liberty.await();
        }
    }

    /** Starts everything. */
    static LibertyServer start(Path target, boolean automatic, Secrets secrets) throws Exception {
        Path keys = Files.createDirectories(target.resolve("keys"));
        JobKey.writeTo(keys);
        sandbox(keys, automatic, secrets);
        LibertyServer liberty = LibertyServer.start(target, settings(keys, secrets));
        liberty.awaitPage(APPLICATION);
        return liberty;
    }

    /** What the archive of the application does not have. */
    private static Map<String, String> settings(Path keys, Secrets secrets) {
        return Map.of(
                "SAFIRE_EHR_CLIENT_SECRET",
                secrets.client(),
                "SAFIRE_NIGHTLY_PRIVATE_KEY_LOCATION",
                keys.resolve("nightly.pem").toAbsolutePath().toString(),
                "CLINICIAN_JOB_SECRET",
                secrets.job());
    }

    /** Goes through an EHR launch and the backend job. */
    static List<String> walk(Secrets secrets) throws Exception {
        Browser browser = new Browser();
        String page = browser.get(EHR + "/launch?app=Growth+chart&patient=pat-2");
        String job = browser.post(APPLICATION + "job", secrets.job());
        String readiness = browser.get(READINESS);
        String out = browser.post(APPLICATION + "smart/sign-out");
        return List.of(
                "Patient read after the EHR launch: " + Browser.text(page, "<b id=\"patient\">(.*?)</b>"),
                "Observations read: " + Browser.texts(page, "<tr><td>(.*?)</td></tr>"),
                "Backend job read: " + job.strip(),
                "Servers that are up: " + Browser.texts(readiness, "\"(\\w+)\":\"up\""),
                "Signed out: " + out.contains("You are signed out"));
    }

    private static void sandbox(Path keys, boolean automatic, Secrets secrets) {
        String[] options = {
            "--port",
            "9180",
            "--control-port",
            "9181",
            "--app",
            "Growth chart",
            "--launch-url",
            APPLICATION + "smart/launch",
            "--client",
            "growth-chart",
            "--client-secret",
            secrets.client(),
            "--redirect-uri",
            APPLICATION + "smart/callback",
            "--backend-client",
            "nightly-job",
            "--backend-jwks",
            keys.resolve("jwks.json").toString(),
            "--automatic",
            String.valueOf(automatic)
        };
        Thread thread = new Thread(() -> run(options), "sandbox");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(String[] options) {
        try {
            Main.main(options);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            throw new IllegalStateException("The sandbox did not start", failure);
        }
    }
}

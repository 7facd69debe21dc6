package io.safire.example.demo;

import io.safire.sandbox.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts the sandbox and the clinician's application, and says which page to open. With {@code CI=true} in the environment
 * it goes through an EHR launch and the backend job by itself, prints what was read and ends.
 */
public final class Demo {

    private static final String APPLICATION = "http://localhost:9280/clinician/";
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
        Path target = Path.of(System.getProperty("safire.demo.target", "target"));
        try (LibertyServer liberty = start(target, automatic)) {
            if (automatic) {
                walk().forEach(System.out::println);
                return;
            }
            System.out.println();
            System.out.println("Open " + EHR + " and start the Growth chart for a patient.");
            System.out.println("The backend job: curl -X POST " + APPLICATION + "job");
            System.out.println("Stop with Ctrl-C. The server's log is " + liberty.log());
            liberty.await();
        }
    }

    /** Starts everything. */
    static LibertyServer start(Path target, boolean automatic) throws Exception {
        Path keys = Files.createDirectories(target.resolve("keys"));
        JobKey.writeTo(keys);
        sandbox(keys, automatic);
        LibertyServer liberty = LibertyServer.start(target, keys.resolve("nightly.pem"));
        liberty.awaitPage(APPLICATION);
        return liberty;
    }

    /** Goes through an EHR launch and the backend job. */
    static List<String> walk() throws Exception {
        Browser browser = new Browser();
        String page = browser.get(EHR + "/launch?app=Growth+chart&patient=pat-2");
        String job = browser.post(APPLICATION + "job");
        String out = browser.post(APPLICATION + "smart/sign-out");
        return List.of(
                "Patient read after the EHR launch: " + Browser.text(page, "<b id=\"patient\">(.*?)</b>"),
                "Observations read: " + Browser.texts(page, "<tr><td>(.*?)</td></tr>"),
                "Backend job read: " + job.strip(),
                "Signed out: " + out.contains("You are signed out"));
    }

    private static void sandbox(Path keys, boolean automatic) {
        String[] options = {
            "--port", "9180",
            "--control-port", "9181",
            "--app", "Growth chart",
            "--launch-url", APPLICATION + "smart/launch",
            "--client", "growth-chart",
            "--client-secret", "growth-chart-secret",
            "--redirect-uri", APPLICATION + "smart/callback",
            "--backend-client", "nightly-job",
            "--backend-jwks", keys.resolve("jwks.json").toString(),
            "--automatic", String.valueOf(automatic)
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

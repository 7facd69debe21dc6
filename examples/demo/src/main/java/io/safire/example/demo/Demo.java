package io.safire.example.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The main class of the demonstration. The program starts the sandbox and the clinician application, and prints the URL
 * of the page to open. With {@code CI=true} in the environment, the demonstration performs an EHR launch and the
 * backend job, prints the results and exits.
 */
public final class Demo {

    private Demo() {}

    /**
     * Runs the demonstration.
     *
     * @param arguments not used
     * @throws Exception if the sandbox or the application cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        boolean automatic = "true".equals(System.getenv("CI"));
        Path target = Path.of(System.getProperty("demo.target", "target"));
        DemoUrls addresses = new DemoUrls(Ports.DEFAULT.orFreePorts(), false);
        try (RunningDemo demonstration = RunningDemo.start(target, addresses, automatic, Map.of())) {
            if (automatic) {
                runAutomatically(demonstration).forEach(System.out::println);
                return;
            }
            instructions(demonstration).forEach(System.out::println);
            demonstration.liberty().await();
        }
    }

    /** Returns the instructions for the user of the demonstration. */
    static List<String> instructions(RunningDemo demonstration) {
        DemoUrls addresses = demonstration.urls();
        return List.of(
                "",
                "Open " + addresses.launchPage() + " and start the Growth chart for a patient.",
                "To run the backend job: curl -X POST -H 'Authorization: Bearer "
                        + demonstration.secrets().job() + "' " + addresses.application() + "job",
                "To see the readiness, open " + addresses.readiness(),
                "To stop, press Ctrl-C. The server's log is "
                        + demonstration.liberty().log());
    }

    /** Performs an EHR launch and the backend job, and returns a summary of the results. */
    static List<String> runAutomatically(RunningDemo demonstration) throws Exception {
        DemoUrls addresses = demonstration.urls();
        Browser browser = new Browser();
        String page = browser.get(addresses.launchPage() + "/launch?app=Growth+chart&patient=pat-2");
        String job = browser.post(
                addresses.application() + "job", demonstration.secrets().job());
        String readiness = browser.get(addresses.readiness());
        String out = browser.post(addresses.application() + "smart/sign-out");
        return List.of(
                "Patient after the EHR launch: " + Browser.firstMatch(page, "<span id=\"patient\">(.*?)</span>"),
                "Observations: " + Browser.allMatches(page, "<tr><th scope=\"row\">(.*?)</tr>"),
                "Result of the backend job: " + job.strip(),
                "Servers that are up: " + Browser.allMatches(readiness, "\"(\\w+)\":\"up\""),
                "Signed out: " + out.contains("You are signed out"));
    }
}

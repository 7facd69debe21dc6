package io.safire.example.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts the sandbox and the clinician's application, and says which page to open. With {@code CI=true} in the environment
 * it goes through an EHR launch and the backend job by itself, prints what was read and ends.
 */
public final class Demo {

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
        Addresses addresses = new Addresses(Ports.USUAL.orFree(), false);
        try (Demonstration demonstration = Demonstration.start(target, addresses, automatic, Map.of())) {
            if (automatic) {
                walk(demonstration).forEach(System.out::println);
                return;
            }
            instructions(demonstration).forEach(System.out::println);
            demonstration.liberty().await();
        }
    }

    /** Returns what to open and what to run. */
    static List<String> instructions(Demonstration demonstration) {
        Addresses addresses = demonstration.addresses();
        return List.of(
                "",
                "Open " + addresses.launchPage() + " and start the Growth chart for a patient.",
                "The backend job: curl -X POST -H 'Authorization: Bearer "
                        + demonstration.secrets().job() + "' " + addresses.application() + "job",
                "The readiness: " + addresses.readiness(),
                "Stop with Ctrl-C. The server's log is "
                        + demonstration.liberty().log());
    }

    /** Goes through an EHR launch and the backend job. */
    static List<String> walk(Demonstration demonstration) throws Exception {
        Addresses addresses = demonstration.addresses();
        Browser browser = new Browser();
        String page = browser.get(addresses.launchPage() + "/launch?app=Growth+chart&patient=pat-2");
        String job = browser.post(
                addresses.application() + "job", demonstration.secrets().job());
        String readiness = browser.get(addresses.readiness());
        String out = browser.post(addresses.application() + "smart/sign-out");
        return List.of(
                "Patient read after the EHR launch: " + Browser.text(page, "<span id=\"patient\">(.*?)</span>"),
                "Observations read: " + Browser.texts(page, "<tr><th scope=\"row\">(.*?)</tr>"),
                "Backend job read: " + job.strip(),
                "Servers that are up: " + Browser.texts(readiness, "\"(\\w+)\":\"up\""),
                "Signed out: " + out.contains("You are signed out"));
    }
}

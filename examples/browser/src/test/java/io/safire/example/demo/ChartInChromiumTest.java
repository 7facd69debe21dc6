package io.safire.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** Test of the demonstration in a browser, over http on localhost. */
class ChartInChromiumTest {

    private static final By HEADING = By.tagName("h1");
    private static final By ALLOW = By.cssSelector("button[value=allow]");
    private static final By DENY = By.cssSelector("button[value=deny]");

    private static RunningDemo demonstration;

    private HeadlessChromium browser;

    @BeforeAll
    static void startDemonstration() throws Exception {
        demonstration = RunningDemo.start(
                Path.of(System.getProperty("demo.target")),
                new DemoUrls(Ports.DEFAULT.orFreePorts(), false),
                false,
                Map.of());
    }

    @AfterAll
    static void stopDemonstration() {
        demonstration.close();
    }

    @BeforeEach
    void startBrowser() throws IOException {
        browser = HeadlessChromium.start(true);
    }

    @AfterEach
    void stopBrowser() throws IOException {
        browser.close();
    }

    @Test
    void chartShowsPatientAfterConsent() throws IOException {
        browser.open(demonstration.urls().launchPage());
        browser.await(HEADING, "Start an application");
        browser.screenshot("ehr-launch-page");
        browser.click(startFor("Tomasz Bielak"));
        browser.await(HEADING, "Allow Growth chart access?");
        assertThat(browser.text())
                .contains("Patient: Tomasz Bielak, born 2 November 1951")
                .contains("Read the patient’s vital signs and laboratory results (patient/Observation.rs)");
        browser.screenshot("ehr-consent");
        browser.click(ALLOW);
        browser.await(HEADING, "Tomasz Bielak");
        assertThat(browser.text()).contains("Heart rate 72.7 per minute 1 October 2026");
        browser.screenshot("chart");
    }

    @Test
    void secondTabKeepsPatientOfFirstTab() {
        launch("Nora Lindqvist");
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        launch("Amina Osei");
        String second = browser.driver().getWindowHandle();
        browser.driver().switchTo().window(first);
        browser.driver().navigate().refresh();
        browser.await(HEADING, "Nora Lindqvist");
        browser.driver().switchTo().window(second);
        browser.driver().navigate().refresh();
        browser.await(HEADING, "Amina Osei");
    }

    @Test
    void showsPageForDeniedAccess() throws IOException {
        browser.open(demonstration.urls().launchPage());
        browser.click(startFor("Yuki Tamsin"));
        browser.click(DENY);
        browser.await(HEADING, "You did not allow access");
        browser.screenshot("denied");
        browser.click(By.linkText("Back to the application"));
        browser.await(HEADING, "Start from the EHR");
    }

    /** Depending on the browser's cache, the back button shows the consent page or the error page of a completed launch. */
    @Test
    void backAfterLaunchShowsCompletedStep() throws IOException {
        launch("Henrik Vasquez");
        browser.driver().navigate().back();
        if (browser.awaitAny(HEADING, "Allow Growth chart", "You have already").startsWith("Allow")) {
            browser.click(ALLOW);
        }
        browser.await(HEADING, "You have already completed this step");
        browser.screenshot("back");
    }

    @Test
    void signOutClosesChart() throws IOException {
        launch("Nora Lindqvist");
        String chart = browser.driver().getCurrentUrl();
        browser.click(By.xpath("//button[text()='Sign out']"));
        browser.await(HEADING, "You are signed out");
        browser.screenshot("signed-out");
        browser.open(chart);
        browser.await(HEADING, "This chart is not open in this browser.");
        browser.screenshot("not-open");
    }

    @Test
    void showsPagesWithoutChart() throws IOException {
        String application = demonstration.urls().application();
        browser.open(application);
        browser.await(HEADING, "Start from the EHR");
        browser.screenshot("start");
        browser.open(application + "no-such-page");
        browser.await(HEADING, "There is no page at this address.");
        browser.screenshot("not-found");
        browser.open(demonstration.urls().launchPage() + "/launch?app=None&patient=pat-1");
        browser.await(HEADING, "Nothing to start");
        browser.screenshot("ehr-nothing-to-start");
    }

    private void launch(String patient) {
        browser.open(demonstration.urls().launchPage());
        browser.click(startFor(patient));
        browser.click(ALLOW);
        browser.await(HEADING, patient);
    }

    private static By startFor(String patient) {
        return By.cssSelector("a[aria-label='Start Growth chart for " + patient + "']");
    }
}

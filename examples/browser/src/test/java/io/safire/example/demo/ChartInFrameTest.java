package io.safire.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** Test of the application over https in a frame of an EHR on another site. */
class ChartInFrameTest {

    private static final By HEADING = By.tagName("h1");

    private static FramingSite ehr;
    private static RunningDemo demonstration;

    @BeforeAll
    static void start() throws Exception {
        ehr = FramingSite.start();
        demonstration = RunningDemo.start(
                Path.of(System.getProperty("demo.target")),
                new DemoUrls(Ports.DEFAULT.orFreePorts(), true),
                false,
                Map.of("SAFIRE_EHR_FRAME_ANCESTORS", ehr.origin()));
    }

    @AfterAll
    static void stop() {
        demonstration.close();
        ehr.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void launchCompletesInsideFrame(boolean thirdPartyCookies) throws IOException {
        String launch = demonstration.urls().launchPage() + "/launch?app=Growth+chart&patient=pat-2";
        try (HeadlessChromium browser = HeadlessChromium.start(thirdPartyCookies)) {
            browser.open(ehr.frameUrl(launch));
            browser.enterFrame();
            browser.await(HEADING, "Allow Growth chart access?");
            browser.click(By.cssSelector("button[value=allow]"));
            browser.await(HEADING, "Tomasz Bielak");
            assertThat(browser.text()).contains("Heart rate 72.7 per minute");
            browser.screenshot("frame-chart");
            browser.click(By.xpath("//button[text()='Sign out']"));
            browser.await(HEADING, "You are signed out");
        }
    }

    /** Verifies that the browser option has an effect: without third-party cookies, only partitioned cookies are sent. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void frameReceivesPartitionedCookiesOnly(boolean thirdPartyCookies) throws IOException {
        try (HeadlessChromium browser = HeadlessChromium.start(thirdPartyCookies)) {
            browser.open(ehr.frameUrl(ehr.otherOrigin() + "/set"));
            browser.enterFrame();
            browser.click(By.linkText("read"));
            String cookies = browser.await(By.tagName("p"), "own=1").getText();
            assertThat(cookies.contains("common=1")).isEqualTo(thirdPartyCookies);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smart/launch", "chart/none"})
    void foreignSiteCannotFrameApplication(String path) throws IOException {
        try (FramingSite foreignSite = FramingSite.start();
                HeadlessChromium browser = HeadlessChromium.start(true)) {
            browser.open(foreignSite.frameUrl(demonstration.urls().application() + path));
            browser.enterFrame();
            assertThat(browser.text()).doesNotContain("SAFIRE-", "This chart");
        }
    }
}

package io.safire.example.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium browser with a new profile. */
final class HeadlessChromium implements AutoCloseable {

    /** A limit that only failing tests reach. */
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private static final int HEIGHT = 844;
    private static final int[] WIDTHS = {390, 1280};

    private final Path profile;
    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private HeadlessChromium(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
        this.wait = new WebDriverWait(driver, TIMEOUT);
    }

    /**
     * Starts the browser.
     *
     * @param thirdPartyCookies whether the browser sends unpartitioned cookies in frames of other sites
     */
    static HeadlessChromium start(boolean thirdPartyCookies) throws IOException {
        Path profile = Files.createTempDirectory("chromium");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getProperty("chromium", "/usr/bin/chromium"));
        options.setAcceptInsecureCerts(true);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        options.setExperimentalOption(
                "prefs",
                Map.of(
                        "profile.block_third_party_cookies",
                        !thirdPartyCookies,
                        "profile.cookie_controls_mode",
                        thirdPartyCookies ? 0 : 1));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(System.getProperty("chromedriver", "/usr/bin/chromedriver")))
                .usingAnyFreePort()
                .build();
        return new HeadlessChromium(profile, new ChromeDriver(service, options));
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String address) {
        driver.get(address);
    }

    /** Waits until an element is clickable and clicks it. */
    void click(By element) {
        wait.until(ExpectedConditions.elementToBeClickable(element)).click();
    }

    /** Waits until an element contains a text, and returns the element. */
    WebElement await(By element, String text) {
        wait.until(ExpectedConditions.textToBePresentInElementLocated(element, text));
        return driver.findElement(element);
    }

    /** Waits for an element that starts with one of the texts, and returns its text. */
    String awaitAny(By element, String... texts) {
        wait.until(driver -> driver.findElements(element).stream()
                .anyMatch(found -> Stream.of(texts).anyMatch(found.getText()::startsWith)));
        return driver.findElement(element).getText();
    }

    /** Waits for a frame and switches to it. */
    void enterFrame() {
        wait.until(ExpectedConditions.frameToBeAvailableAndSwitchToIt(By.tagName("iframe")));
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Saves screenshots of the page at the width of a phone and at the width of a desktop. */
    void screenshot(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
        for (int width : WIDTHS) {
            driver.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
            Files.write(folder.resolve(name + "-" + width + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        }
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}

package io.gatehouse.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.UnexpectedAlertBehaviour;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** Debian's Chromium, used as an agent uses it: by what is to be read on the screen. */
final class Browser implements AutoCloseable {

  static final String INSTALL = "no Chromium here: apt-get install chromium chromium-driver";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int HEIGHT = 844;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static boolean isInstalled() {
    return program("chromium").isPresent() && program("chromedriver").isPresent();
  }

  private static Optional<Path> program(String name) {
    return Stream.of("/usr/bin", "/usr/local/bin", "/usr/lib/chromium")
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start() {
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
            .build();
    var options =
        new ChromeOptions()
            .addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--lang=en-GB")
            .setBinary(program("chromium").orElseThrow().toFile());
    // a dialog would be a script of a customer's that runs
    options.setUnhandledPromptBehaviour(UnexpectedAlertBehaviour.IGNORE);
    return new Browser(new ChromeDriver(service, options));
  }

  /** Of the window's content, in CSS pixels. */
  void width(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    driver.manage().window().setSize(new Dimension(Math.max(width, 500), HEIGHT));
  }

  /** "light" or "dark", as the system would have it. */
  void colours(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void open(String url) {
    driver.get(url);
  }

  String path() {
    return String.valueOf(run("return location.pathname"));
  }

  /** Runs a script and returns what it returns. */
  @Nullable Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until something that fits the selector is in sight, and returns it. */
  WebElement see(String css) {
    return see(css, "");
  }

  /** The same, with this text in it. */
  WebElement see(String css, String text) {
    return until("no %s with '%s'".formatted(css, text), () -> find(css, text));
  }

  private Optional<WebElement> find(String css, String text) {
    return driver.findElements(By.cssSelector(css)).stream()
        .filter(found -> found.isDisplayed() && found.getText().contains(text))
        .findFirst();
  }

  /** Waits until nothing in sight fits the selector and has the text. */
  void seeNo(String css, String text) {
    until(
        "still %s with '%s'".formatted(css, text),
        () -> find(css, text).isPresent() ? Optional.empty() : Optional.of(true));
  }

  boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  /** A notice whose text has this. */
  void seeNotice(String text) {
    see(".notice", text);
  }

  /** Clicks what fits the selector and has the text. */
  void click(String css, String text) {
    until("cannot click %s with '%s'".formatted(css, text), () -> clicked(css, text));
  }

  /** Clicks a button by what is on it; in the dialog, if one is open. */
  void press(String name) {
    until(
        "cannot press '%s'".formatted(name),
        () -> clicked(has("dialog[open]") ? "dialog button" : "button", name));
  }

  private Optional<WebElement> clicked(String css, String text) {
    Optional<WebElement> found = find(css, text);
    found.ifPresent(WebElement::click);
    return found;
  }

  /** Writes into a field of a form, by its label. */
  void fill(String label, String text) {
    WebElement field = field(label);
    field.clear();
    field.sendKeys(text);
  }

  private WebElement field(String label) {
    WebElement found = see("label", label);
    return driver.findElement(By.id(String.valueOf(found.getDomAttribute("for"))));
  }

  void keys(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void controlEnter() {
    new Actions(driver).keyDown(Keys.CONTROL).sendKeys(Keys.ENTER).keyUp(Keys.CONTROL).perform();
  }

  /** One of the browser's figures about the page, after a garbage collection. */
  double metric(String name) {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    driver.executeCdpCommand("Performance.enable", Map.of());
    Object metrics = driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics");
    return ((List<?>) Objects.requireNonNull(metrics))
        .stream()
            .map(metric -> (Map<?, ?>) metric)
            .filter(metric -> name.equals(metric.get("name")))
            .map(metric -> ((Number) Objects.requireNonNull(metric.get("value"))).doubleValue())
            .findFirst()
            .orElseThrow();
  }

  /** Fails if the page is wider than the window. */
  void assertNothingSticksOut() {
    assertThat(run("return document.documentElement.scrollWidth"))
        .as("width of %s", path())
        .isEqualTo(run("return document.documentElement.clientWidth"));
  }

  /** Fails with what axe-core finds wrong on this view. */
  void assertAccessible() {
    List<Rule> violations = new AxeBuilder().analyze(driver).getViolations();
    assertThat(violations)
        .as(
            () ->
                path()
                    + violations.stream()
                        .map(rule -> "\n" + rule.getId() + ": " + rule.getNodes())
                        .toList())
        .isEmpty();
  }

  private <T> T until(String failure, Supplier<Optional<T>> look) {
    try {
      return await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptionsMatching(Browser::comesAndGoes)
          .until(look::get, Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("%s on %s, which shows: %s".formatted(failure, path(), text()), e);
    }
  }

  /** The desk draws anew while it is looked at. */
  private static boolean comesAndGoes(Throwable failure) {
    return failure instanceof StaleElementReferenceException
        || failure instanceof ElementNotInteractableException;
  }

  private String text() {
    return String.valueOf(run("return document.body.innerText"));
  }

  @Override
  public void close() {
    driver.quit();
  }
}

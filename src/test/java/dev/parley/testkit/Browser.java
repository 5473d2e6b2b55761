package dev.parley.testkit;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real, headless Chromium, found or installed by {@link BrowserFinder}. All its windows belong to
 * the thread that opened it, as Playwright demands. It calls no host but those that pages ask for.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox", // as root, in containers and on CI there is none to be had
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  /** For assertions that wait; the first sample of the console alone takes ten seconds. */
  private static final double PATIENCE_MS = 30_000;

  /** Opens a browser; fails with one sentence that says what to install where there is none. */
  public static Browser open() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    Playwright playwright = createPlaywright();
    try {
      return new Browser(playwright, launch(playwright, BrowserFinder.find(Browser::launches)));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  /** A window that shares no cookies and no storage with others: another person's browser. */
  public BrowserContext newWindow() {
    return chromium.newContext();
  }

  /** As {@link #newWindow()}, with a size, a colour scheme or a locale of its own. */
  public BrowserContext newWindow(com.microsoft.playwright.Browser.NewContextOptions options) {
    return chromium.newContext(options);
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static boolean launches(Optional<Path> executable) {
    try (Playwright playwright = createPlaywright()) {
      launch(playwright, executable).close();
      return true;
    } catch (PlaywrightException e) {
      System.out.println("A browser was downloaded, but does not start: " + e.getMessage());
      return false;
    }
  }

  private static Playwright createPlaywright() {
    // Without this, creating Playwright downloads every browser that it knows.
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  private static com.microsoft.playwright.Browser launch(
      Playwright playwright, Optional<Path> executable) {
    LaunchOptions options = new LaunchOptions().setArgs(FLAGS);
    executable.ifPresent(options::setExecutablePath);
    return playwright.chromium().launch(options);
  }
}

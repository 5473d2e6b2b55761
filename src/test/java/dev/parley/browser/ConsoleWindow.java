package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.parley.testkit.Browser;
import dev.parley.testkit.wire.SignedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One moderator's browser on the console. Collects what the page complains of, violations of the
 * CSP among it. Belongs to the thread of its {@link Browser}.
 */
final class ConsoleWindow implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  private final BrowserContext context;
  private final Page page;
  private final URI base;
  private final PageComplaints complaints;

  private ConsoleWindow(BrowserContext context, URI base) {
    this.context = context;
    this.base = base;
    this.page = context.newPage();
    this.complaints = PageComplaints.of(page);
  }

  static ConsoleWindow open(Browser browser, URI base, NewContextOptions options) {
    ConsoleWindow window = new ConsoleWindow(browser.newWindow(options), base);
    window.page.navigate(base + "admin/");
    return window;
  }

  /** A window whose user has signed in already, by a token of this role. */
  static ConsoleWindow signedIn(
      Browser browser, URI base, String user, String role, NewContextOptions options) {
    ConsoleWindow window = new ConsoleWindow(browser.newWindow(options), base);
    APIResponse answer =
        window
            .context
            .request()
            .post(
                base + "api/admin/session",
                RequestOptions.create()
                    .setData(Map.of("token", SignedTokens.of("u-" + user, user, role))));
    if (!answer.ok()) {
      throw new AssertionError("no sign-in: " + answer.text());
    }
    window.page.navigate(base + "admin/");
    assertThat(window.heading("Overview")).isVisible();
    return window;
  }

  /** A new account; answers its one-time password. */
  static String account(URI base, String name, String role) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("api/admin/accounts"))
            .header("Authorization", "Bearer " + SignedTokens.of("u-" + name, "Boss", "admin"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"name\": \"%s\", \"roles\": [\"%s\"]}".formatted(name, role)))
            .build();
    try {
      String answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JsonMapper.shared().readTree(answer).path("oneTimePassword").stringValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while making an account", e);
    }
  }

  Page page() {
    return page;
  }

  /** Signs in for the first time, and chooses a password; the words are those of English. */
  ConsoleWindow enter(String name, String oneTimePassword) {
    page.getByLabel("Account").fill(name);
    page.getByLabel("Password").fill(oneTimePassword);
    page.keyboard().press("Enter");
    page.getByLabel("Present password").fill(oneTimePassword);
    page.locator("#wanted").fill(PASSWORD);
    page.locator("#repeated").fill(PASSWORD);
    page.keyboard().press("Enter");
    assertThat(heading("Overview")).isVisible();
    return this;
  }

  ConsoleWindow visit(String place) {
    page.navigate(base + "admin/#/" + place);
    return this;
  }

  Locator heading(String text) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setLevel(1));
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  /** Of the row of somebody's first message. */
  Locator said(String words) {
    return page.locator(".said", new Page.LocatorOptions().setHasText(words)).first();
  }

  /**
   * What was told last with an offer to take it back. To be called next after the act: the mouse is
   * over it then, and so it stays.
   */
  Locator offered() {
    Locator last =
        page.locator(".toast", new Page.LocatorOptions().setHas(page.locator("button"))).last();
    last.hover();
    return last;
  }

  /** Takes back what was told last; after {@link #offered()} where something comes in between. */
  void undo() {
    offered().getByRole(AriaRole.BUTTON).click();
  }

  /** The button of the question that is asked, which does it. */
  void confirm() {
    page.locator("dialog .buttons button:not([type=button])").click();
    assertThat(page.locator("dialog")).hasCount(0);
  }

  Locator feed() {
    return page.locator(".feed");
  }

  List<String> complaints() {
    return complaints.texts();
  }

  @Override
  public void close() {
    context.close();
  }
}

package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.Wcag.assertNothingFound;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.testkit.Browser;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import dev.parley.testkit.wire.WireClient;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moderators decide on reports and make filters, in the console, light and dark. */
class ReportsBrowserIT {
  private static final URI BASE = SharedGateway.get().baseUri();
  private static Browser browser;

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  private static WireClient in(String room, String user) {
    WireClient client =
        WireClient.to(SharedGateway.get().wsUri()).bearer(SignedTokens.of(user, user)).enter();
    client.ask("room:join", Map.of("roomId", room));
    return client;
  }

  private static Locator line(Page page, String words) {
    return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(words));
  }

  private static Locator act(Locator line, String name) {
    return line.locator(".acts button").filter(new Locator.FilterOptions().setHasText(name));
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void aReportIsDecidedAndWordsAreFiltered(ColorScheme scheme) {
    String shade = scheme.name().toLowerCase(Locale.ROOT);
    String room = "reports-" + shade;
    String said = "<img src=x onerror=alert(1)> you fool, " + shade;
    NewContextOptions options =
        new NewContextOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE);
    String oneTimePassword = ConsoleWindow.account(BASE, "reports-" + shade, "admin");
    try (WireClient rude = in(room, "rude-" + shade);
        WireClient ann = in(room, "ann-" + shade);
        ConsoleWindow mia = ConsoleWindow.open(browser, BASE, options.setLocale("en-GB"))) {
      mia.enter("reports-" + shade, oneTimePassword);
      String message =
          rude.ask("chat:send", Map.of("roomId", room, "content", said))
              .path("messageId")
              .asString();
      rude.event("chat:message");
      ann.ask(
          "moderation:report", Map.of("roomId", room, "messageId", message, "reason", "is rude"));
      decide(mia, said, rude, ann);
      filter(mia, room, shade, rude);
      Assertions.assertThat(mia.complaints()).isEmpty();
    }
  }

  private static void decide(ConsoleWindow mia, String said, WireClient rude, WireClient ann) {
    Page page = mia.page();
    mia.visit("reports");
    assertThat(line(page, said)).containsText("is rude");
    assertThat(page.locator("tbody img")).hasCount(0);
    assertNothingFound(page, "the reports");
    act(line(page, said), "Take it on").click();
    assertThat(line(page, said)).hasCount(0);
    page.getByLabel("State").selectOption("assigned");
    act(line(page, said), "Remove").click();
    assertNothingFound(page, "the question whether to remove");
    page.locator("dialog .danger").click();
    rude.event("chat:deleted");
    Assertions.assertThat(ann.event("moderation:report-decided").path("state").asString())
        .isEqualTo("removed");
    page.getByLabel("State").selectOption("removed");
    act(line(page, said), "Leave it").click();
    page.locator("dialog").getByLabel("Reason").fill("a game");
    page.locator("dialog .primary").click();
    Assertions.assertThat(rude.event("chat:edited").path("content").asString()).isEqualTo(said);
    assertThat(line(page, said)).hasCount(0);
  }

  private static void filter(ConsoleWindow mia, String room, String shade, WireClient rude) {
    Page page = mia.page();
    String name = "Rude words, " + shade;
    mia.visit("filters");
    mia.button("New filter").click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    page.locator("#filter-words").fill("fool\nfree money");
    page.locator("#filter-room").fill(room);
    assertNothingFound(page, "a new filter");
    page.locator("dialog .primary").click();
    assertThat(line(page, name)).containsText("fool, free money");
    page.locator("#test-content").fill("Free money, fool!");
    page.locator("#test-room").fill(room);
    mia.button("Try").click();
    assertThat(page.locator(".try-out .quoted")).hasText("**********, ****!");
    assertNothingFound(page, "the filters");
    rude.ask("chat:send", Map.of("roomId", room, "content", "FOOL"));
    Assertions.assertThat(rude.event("chat:message").path("content").asString()).isEqualTo("****");
    act(line(page, name), "Switch off").click();
    assertThat(act(line(page, name), "Switch on")).isVisible();
    rude.ask("chat:send", Map.of("roomId", room, "content", "FOOL"));
    Assertions.assertThat(rude.event("chat:message").path("content").asString()).isEqualTo("FOOL");
    act(line(page, name), "Delete").click();
    page.locator("dialog").getByLabel("Reason").fill("is over");
    page.locator("dialog .danger").click();
    assertThat(line(page, name)).hasCount(0);
  }
}

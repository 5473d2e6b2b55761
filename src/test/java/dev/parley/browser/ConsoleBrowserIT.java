package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.testkit.Browser;
import dev.parley.testkit.SharedGateway;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The moderator's way through the console, on a real browser. */
class ConsoleBrowserIT {
  private static final List<String> WCAG_22_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  private static final String MARKUP = "<img src=x onerror=alert(1)> <script>alert(2)</script>";
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

  private static ConsoleWindow enter(String name, NewContextOptions options) {
    String oneTimePassword = ConsoleWindow.account(BASE, name, "admin");
    return ConsoleWindow.open(browser, BASE, options.setLocale("en-GB"))
        .enter(name, oneTimePassword);
  }

  @Test
  void aModeratorFindsARoomAndCalmsItAndTakesItBack() {
    String room = "console-calm";
    try (ChatWindow mallory = ChatWindow.open(browser, BASE, room).enterAs("<b>Mallory</b>");
        ConsoleWindow mia = enter("calm-mia", new NewContextOptions())) {
      mallory.say(MARKUP);
      Page page = mia.page();
      mia.link("Rooms").click();
      page.getByLabel("Search rooms").fill(room.toUpperCase(Locale.ROOT));
      mia.link(room).click();
      assertThat(mia.heading(room)).isVisible();
      assertThat(mia.feed()).containsText(MARKUP);
      assertThat(page.locator(".feed img, .feed b, .feed script")).hasCount(0);
      assertThat(page.locator(".state")).hasText("Live");

      mia.button("Mute, kick or ban <b>Mallory</b>").first().click();
      mia.button("Do it").click();
      assertThat(page.locator(".toast")).containsText("<b>Mallory</b> is muted.");
      assertThat(mallory.moderation()).containsText("A moderator has muted you");
      assertThat(mallory.composer()).not().isEditable();
      mia.button("Undo").click();
      assertThat(page.locator(".toast").last()).containsText("It is lifted.");
      mallory.say("I am sorry");
      assertThat(mia.feed()).containsText("I am sorry");

      page.getByLabel("Say something to the room").fill("Thank you");
      page.keyboard().press("Enter");
      assertThat(mallory.message("Thank you")).isVisible();
      page.locator(".said", new Page.LocatorOptions().setHasText(MARKUP)).hover();
      page.locator(".said", new Page.LocatorOptions().setHasText(MARKUP))
          .locator("button[title=Remove]")
          .click();
      page.locator("dialog .danger").click();
      assertThat(mallory.message("Message removed")).isVisible();

      mia.visit("audit");
      assertThat(page.locator("tbody tr").first()).isVisible();
      assertThat(page.locator("tbody")).containsText("Disturbs the conversation");
      Assertions.assertThat(mia.complaints()).isEmpty();
    }
  }

  @Test
  void whoSignsOutIsOutAndAWrongPasswordIsTold() {
    try (ConsoleWindow ben = enter("out-ben", new NewContextOptions())) {
      ben.button("Sign out").click();
      assertThat(ben.heading("Sign in")).isVisible();
      ben.page().getByLabel("Account").fill("out-ben");
      ben.page().getByLabel("Password").fill(ConsoleWindow.PASSWORD);
      ben.page().keyboard().press("Enter");
      assertThat(ben.heading("Overview")).isVisible();
      Assertions.assertThat(ben.complaints()).isEmpty();
    }
  }

  @Test
  void theKeyboardAloneDoes() {
    String room = "console-keys";
    try (ChatWindow ada = ChatWindow.open(browser, BASE, room).enterAs("Ada");
        ConsoleWindow mia = enter("keys-mia", new NewContextOptions())) {
      ada.say("Hello");
      Page page = mia.page();
      focus(page, "Rooms");
      page.keyboard().press("Enter");
      assertThat(mia.heading("Rooms")).isVisible();
      focus(page, "Search rooms");
      page.keyboard().type(room);
      assertThat(page.locator("tbody tr")).hasCount(1);
      page.keyboard().press("Enter");
      assertThat(mia.link(room)).isFocused();
      page.keyboard().press("Enter");
      assertThat(mia.feed()).containsText("Hello");
      focus(page, "Mute, kick or ban Ada");
      page.keyboard().press("Enter");
      assertThat(page.locator("dialog")).isVisible();
      page.keyboard().press("Escape");
      assertThat(page.locator("dialog")).hasCount(0);
      Assertions.assertThat(focused(page)).isEqualTo("Mute, kick or ban Ada");
      Assertions.assertThat(mia.complaints()).isEmpty();
    }
  }

  /** Goes on with Tab until what is called so has the focus. */
  private static void focus(Page page, String name) {
    for (int i = 0; i < 60 && !focused(page).equals(name); i++) {
      page.keyboard().press("Tab");
    }
    Assertions.assertThat(focused(page)).isEqualTo(name);
  }

  private static String focused(Page page) {
    return (String)
        page.evaluate(
            "(() => { const it = document.activeElement;"
                + " return it.getAttribute('aria-label') ?? it.placeholder"
                + " ?? it.textContent.trim(); })()");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyPageIsAccessible(ColorScheme scheme) {
    String room = "console-axe-" + scheme.name().toLowerCase(Locale.ROOT);
    NewContextOptions options =
        new NewContextOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE);
    String name = "axe-" + scheme.name().toLowerCase(Locale.ROOT);
    String oneTimePassword = ConsoleWindow.account(BASE, name, "admin");
    try (ChatWindow ada = ChatWindow.open(browser, BASE, room).enterAs("Ada");
        ConsoleWindow mia = ConsoleWindow.open(browser, BASE, options.setLocale("en-GB"))) {
      ada.say("Hello");
      assertThat(mia.heading("Sign in")).isVisible();
      assertNothingFound(mia.page(), "the sign-in");
      mia.enter(name, oneTimePassword);
      assertThat(mia.page().locator("live-chart").first()).isVisible();
      mia.page().locator("summary").first().click();
      assertNothingFound(mia.page(), "the overview");
      for (String place : List.of("rooms", "sessions", "sanctions", "audit", "accounts")) {
        mia.visit(place);
        assertThat(mia.page().locator("main table, main .empty").first()).isVisible();
        assertNothingFound(mia.page(), place);
      }
      mia.visit("room/" + room);
      assertThat(mia.feed()).containsText("Hello");
      assertNothingFound(mia.page(), "a room");
      mia.button("Mute, kick or ban Ada").first().click();
      assertNothingFound(mia.page(), "the question what to do");
      mia.page().keyboard().press("Escape");
      mia.page().locator(".people a.person").getByText("Ada").first().click(); // who stays there
      assertThat(mia.page().locator("page-user .facts").first()).isVisible();
      assertNothingFound(mia.page(), "a user");
      mia.page().setViewportSize(390, 780);
      mia.visit("rooms");
      assertThat(mia.page().locator("main table").first()).isVisible();
      mia.page().getByLabel("Language").selectOption("de");
      assertThat(mia.heading("Räume")).isVisible();
      assertNothingFound(mia.page(), "a small screen, in German");
      Assertions.assertThat(mia.complaints()).isEmpty();
    }
  }

  private static void assertNothingFound(Page page, String what) {
    List<Rule> found = new AxeBuilder(page).withTags(WCAG_22_AA).analyze().getViolations();
    Assertions.assertThat(found)
        .as("axe on %s", what)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }
}

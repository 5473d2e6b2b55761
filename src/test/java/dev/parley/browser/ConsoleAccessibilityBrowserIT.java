package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What axe-core finds on the pages of the console: nothing. */
class ConsoleAccessibilityBrowserIT extends ConsoleJourney {
  /** Pages that stand in the navigation, besides the overview. */
  private static final List<String> PLACES =
      List.of(
          "rooms",
          "sessions",
          "sanctions",
          "announcements",
          "reports",
          "filters",
          "audit",
          "accounts",
          "keys",
          "settings");

  private final String room = unique("axe");

  private static NewContextOptions in(ColorScheme scheme) {
    return english().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyPageIs(ColorScheme scheme) {
    ConsoleWindow before = console(in(scheme));
    assertThat(before.heading("Sign in")).isVisible();
    Wcag.assertNothingFound(before.page(), "the sign-in");
    ConsoleWindow mia = signedIn("admin", in(scheme));
    Page page = mia.page();
    assertThat(page.locator("live-chart").first()).isVisible();
    page.locator("summary").first().click();
    Wcag.assertNothingFound(page, "the overview");
    for (String place : PLACES) {
      mia.visit(place);
      // What the page before shows does not count.
      String shown = "page-%1$s table, page-%1$s .empty".formatted(place);
      assertThat(page.locator(shown).first()).isVisible();
      Wcag.assertNothingFound(page, place);
    }
    page.setViewportSize(390, 780);
    mia.visit("rooms");
    page.getByLabel("Language").selectOption("de");
    assertThat(mia.heading("Räume")).isVisible();
    Wcag.assertNothingFound(page, "a small screen, in German");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void aRoomAndItsQuestionsAre(ColorScheme scheme) {
    ChatWindow ada = guest(room, "Ada");
    ada.say("Hello");
    ConsoleWindow mia = signedIn("admin", in(scheme));
    Page page = mia.page();
    mia.visit("room/" + room);
    assertThat(mia.feed()).containsText("Hello");
    mia.button("Shield the room").click();
    assertThat(page.locator(".page-head .tags")).containsText("Shield");
    Wcag.assertNothingFound(page, "a room behind its shield");
    for (String act : List.of("Mute, kick or ban Ada", "Purge the messages of Ada")) {
      mia.button(act).first().click();
      assertThat(page.locator("dialog")).isVisible();
      Wcag.assertNothingFound(page, act);
      page.keyboard().press("Escape");
    }
    page.locator(".people a.person").getByText("Ada").first().click(); // who stays there
    assertThat(page.locator("page-user .facts").first()).isVisible();
    Wcag.assertNothingFound(page, "a user");
    mia.visit("keys");
    mia.button("New key").click();
    Wcag.assertNothingFound(page, "a new key");
  }
}

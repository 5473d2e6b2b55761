package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.parley.browser.Wcag.assertNothingFound;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.testkit.Browser;
import dev.parley.testkit.SharedGateway;
import java.net.URI;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What axe-core finds on the chat page at WCAG 2.2 AA: nothing. */
class AccessibilityBrowserIT {
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

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void thePageIsAccessible(ColorScheme scheme) {
    String room = "axe-" + scheme;
    try (ChatWindow ada = open(room, scheme);
        ChatWindow ben = open(room, scheme)) {
      Page page = ada.page();
      page.keyboard().press("Enter");
      assertThat(page.locator("#entry-name-error")).isVisible();
      assertNothingFound(page, "the first screen with an error");
      ada.enterAs("Ada");
      ben.enterAs("Ben");
      talk(ada, ben);
      assertNothingFound(page, "a conversation");

      ada.message("Mine").first().hover();
      assertNothingFound(page, "a message under the mouse");
      ada.press(ada.message("Mine").first(), "Edit message");
      assertNothingFound(page, "a message that is edited");
      page.keyboard().press("Escape");
      ada.press(ada.message("Mine").first(), "Delete message");
      assertNothingFound(page, "the question before a deletion");
      page.keyboard().press("Escape");
      page.locator("#help-open").click();
      assertNothingFound(page, "the shortcuts");
      page.keyboard().press("Escape");
      page.locator("#me").click();
      assertNothingFound(page, "the presence menu");
      page.keyboard().press("Escape");

      page.setViewportSize(390, 780);
      assertNothingFound(page, "a small screen");
      page.locator("#rooms-open").click();
      assertNothingFound(page, "the drawer of rooms");
      page.keyboard().press("Escape");
      page.locator("#members-toggle").click();
      assertNothingFound(page, "the drawer of members");
      Assertions.assertThat(ada.complaints()).isEmpty();
    }
  }

  /** Of everything that a timeline can show, something. */
  private static void talk(ChatWindow ada, ChatWindow ben) {
    ada.say("Mine, to be edited");
    ada.press(ada.message("Mine"), "Edit message");
    ada.editor().fill("Mine, edited");
    ada.page().keyboard().press("Enter");
    assertThat(ada.message("Mine, edited (edited)")).isVisible();
    ben.say("Gone soon");
    ben.press(ben.message("Gone soon"), "Delete message");
    ben.page().locator("#delete-confirm").click();
    assertThat(ada.message("Message removed")).isVisible();
    ben.page().locator("#me").click();
    ben.page().getByLabel("Away").check();
    ben.page().getByLabel("Note").fill("Lunch");
    ben.page().keyboard().press("Enter");
    assertThat(ada.member("Ben")).hasClass("member away");
    ada.join("axe-elsewhere");
    ben.say("Unread elsewhere");
    assertThat(ada.page().locator(".badge")).isVisible();
    ada.page().goBack();
    assertThat(ada.page().locator(".new")).isVisible();
    ben.composer().pressSequentially("Hm");
    assertThat(ada.typing()).hasText("Ben is typing");
  }

  private static ChatWindow open(String room, ColorScheme scheme) {
    NewContextOptions options =
        new NewContextOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE);
    return ChatWindow.open(browser, BASE, room, options);
  }
}

package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import dev.parley.testkit.Browser;
import dev.parley.testkit.SharedGateway;
import java.net.URI;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chat page without a mouse. */
class KeyboardBrowserIT {
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

  @Test
  void everythingCanBeDoneByKeyboard() {
    try (ChatWindow ada = ChatWindow.open(browser, BASE, "keys")) {
      Keyboard keys = ada.page().keyboard();

      keys.type("Ada");
      keys.press("Enter");
      assertThat(ada.composer()).isFocused();

      keys.type("One");
      keys.press("Shift+Enter");
      keys.type("and more");
      keys.press("Enter");
      assertThat(ada.words()).hasText("One\nand more");
      keys.type("Tow");
      keys.press("Enter");
      assertThat(ada.words()).hasCount(2);
      assertThat(ada.timeline().locator("[data-pending]")).hasCount(0);

      keys.press("ArrowUp");
      assertThat(ada.editor()).isFocused();
      keys.press("ControlOrMeta+a");
      keys.type("Two");
      keys.press("Enter");
      assertThat(ada.words().last()).hasText("Two (edited)");
      assertThat(ada.composer()).isFocused();
      keys.press("ArrowUp");
      keys.press("Escape");
      assertThat(ada.editor()).hasCount(0);
      assertThat(ada.composer()).isFocused();

      keys.press("Shift+Tab");
      assertThat(ada.timeline()).isFocused();
      keys.press("ArrowUp");
      assertThat(ada.message("Two")).isFocused();
      assertFocusIsVisible(ada.page());
      keys.press("ArrowUp");
      assertThat(ada.message("One")).isFocused();
      keys.press("Tab");
      keys.press("Tab");
      assertThat(ada.message("One").getByLabel("Delete message")).isFocused();
      assertFocusIsVisible(ada.page());
      keys.press("Enter");
      assertThat(ada.page().locator("#delete-cancel")).isFocused();
      keys.press("Tab");
      assertThat(ada.page().locator("#delete-confirm")).isFocused();
      keys.press("Enter");
      assertThat(ada.words().first()).hasText("Message removed");
      assertThat(ada.composer()).isFocused();

      keys.press("ControlOrMeta+k");
      keys.type("keys-2");
      keys.press("Enter");
      assertThat(ada.page().locator("#room-name")).hasText("keys-2");
      assertThat(ada.composer()).isFocused();
      keys.press("Alt+ArrowUp");
      assertThat(ada.page().locator("#room-name")).hasText("keys");
      keys.press("Alt+ArrowUp");
      assertThat(ada.page().locator("#room-name")).hasText("keys-2");

      keys.press("ControlOrMeta+/");
      assertThat(ada.page().locator("#help-dialog")).isVisible();
      keys.press("Escape");
      assertThat(ada.page().locator("#help-dialog")).isHidden();
      assertThat(ada.composer()).isFocused();
      Assertions.assertThat(ada.complaints()).isEmpty();
    }
  }

  @Test
  void onASmallScreenThePanelsAreDrawers() {
    NewContextOptions phone = new NewContextOptions().setViewportSize(390, 780).setHasTouch(true);
    try (ChatWindow ada = ChatWindow.open(browser, BASE, "drawers", phone)) {
      Page page = ada.page();
      page.getByLabel("Your name").fill("Ada");
      page.keyboard().press("Enter");
      assertThat(page.locator("#member-count")).hasText("1");
      assertThat(ada.member("Ada")).isHidden();

      page.locator("#members-toggle").tap();
      assertThat(ada.member("Ada")).isVisible();
      assertThat(page.locator("#members-close")).isFocused();
      page.keyboard().press("Escape");
      assertThat(ada.member("Ada")).isHidden();
      assertThat(page.locator("#members-toggle")).isFocused();

      page.locator("#rooms-open").tap();
      page.getByLabel("Join a room by name").fill("drawers-2");
      page.keyboard().press("Enter");
      assertThat(page.locator("#room-name")).hasText("drawers-2");
      assertThat(ada.room("drawers-2")).isHidden();
      Assertions.assertThat(ada.complaints()).isEmpty();
    }
  }

  private static void assertFocusIsVisible(Page page) {
    Object outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle");
    Assertions.assertThat(outline).isEqualTo("solid");
  }
}

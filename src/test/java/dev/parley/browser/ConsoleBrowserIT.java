package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The moderator's way into the console and through it, by keyboard alone as well. */
class ConsoleBrowserIT extends ConsoleJourney {
  private static final String MARKUP = "<img src=x onerror=alert(1)> <script>alert(2)</script>";

  private final String room = unique("console");

  @Test
  void aModeratorFindsARoomAndCalmsSomebodyAndTakesItBack() {
    ChatWindow mallory = guest(room, "<b>Mallory</b>");
    mallory.say(MARKUP);
    ConsoleWindow mia = moderator();
    Page page = mia.page();
    mia.link("Rooms").click();
    page.getByLabel("Search rooms").fill(room.toUpperCase(java.util.Locale.ROOT));
    mia.link(room).click();
    assertThat(mia.heading(room)).isVisible();
    assertThat(mia.feed()).containsText(MARKUP);
    assertThat(page.locator(".feed img, .feed b, .feed script")).hasCount(0);
    assertThat(page.locator(".state")).hasText("Live");

    mia.button("Mute, kick or ban <b>Mallory</b>").first().click();
    mia.confirm();
    assertThat(mia.offered()).containsText("<b>Mallory</b> is muted.");
    assertThat(mallory.moderation()).containsText("muted you in " + room);
    assertThat(mallory.composer()).not().isEditable();
    mia.undo();
    assertThat(mallory.composer()).isEditable();
    mallory.say("I am sorry");
    assertThat(mia.feed()).containsText("I am sorry");

    page.getByLabel("Say something to the room").fill("Thank you");
    page.keyboard().press("Enter");
    assertThat(mallory.message("Thank you")).isVisible();
  }

  @Test
  void whoSignsOutIsOutAndComesInAgain() {
    String name = unique("out").substring(0, 20);
    ConsoleWindow ben = console(english());
    ben.enter(name, ConsoleWindow.account(BASE, name, "admin"));
    ben.button("Sign out").click();
    assertThat(ben.heading("Sign in")).isVisible();
    ben.page().getByLabel("Account").fill(name);
    ben.page().getByLabel("Password").fill(ConsoleWindow.PASSWORD);
    ben.page().keyboard().press("Enter");
    assertThat(ben.heading("Overview")).isVisible();
  }

  @Test
  void theKeyboardAloneDoes() {
    ChatWindow ada = guest(room, "Ada");
    ada.say("Hello");
    String name = unique("keys").substring(0, 20);
    String oneTimePassword = ConsoleWindow.account(BASE, name, "moderator");
    ConsoleWindow mia = console(english());
    Page page = mia.page();
    type(page, "name", name);
    type(page, "password", oneTimePassword + "\n");
    assertThat(mia.heading("Choose a password")).isVisible();
    type(page, "present", oneTimePassword);
    type(page, "wanted", ConsoleWindow.PASSWORD);
    type(page, "repeated", ConsoleWindow.PASSWORD + "\n");
    assertThat(mia.heading("Overview")).isVisible();

    focus(page, "Rooms");
    page.keyboard().press("Enter");
    assertThat(mia.heading("Rooms")).isVisible();
    type(page, "Search rooms", room);
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
    page.keyboard().press("Enter");
    focus(page, "Do it");
    page.keyboard().press("Enter");
    assertThat(mia.offered()).containsText("Ada is muted.");
    assertThat(ada.composer()).not().isEditable();
    focus(page, "Undo");
    page.keyboard().press("Enter");
    assertThat(ada.composer()).isEditable();
  }

  private static void type(Page page, String field, String text) {
    focus(page, field);
    for (String part : text.split("(?=\n)")) {
      if (part.startsWith("\n")) {
        page.keyboard().press("Enter");
      } else {
        page.keyboard().type(part);
      }
    }
  }

  /** Goes on with Tab until what is called so has the focus. */
  private static void focus(Page page, String name) {
    for (int i = 0; i < 100 && !focused(page).equals(name); i++) {
      page.keyboard().press("Tab");
    }
    Assertions.assertThat(focused(page)).isEqualTo(name);
  }

  /** What it is called; a field without a placeholder, by its id. */
  private static String focused(Page page) {
    return (String)
        page.evaluate(
            "(() => { const it = document.activeElement;"
                + " return it.getAttribute('aria-label') || it.placeholder"
                + " || (it.matches('input') && it.id) || it.textContent.trim(); })()");
  }
}

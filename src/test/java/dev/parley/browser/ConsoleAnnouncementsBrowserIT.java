package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** Announcements are written with a preview, listed and taken back. */
class ConsoleAnnouncementsBrowserIT extends ConsoleJourney {
  private static final String MARKUP = "<img src=x onerror=alert(1)>";

  private final String room = unique("announced");

  @Test
  void anAnnouncementIsPreviewedMadeAndTakenBack() {
    ConsoleWindow mia = moderator();
    Page page = mia.page();
    mia.visit("announcements");
    mia.button("Announce something").click();
    assertThat(page.locator("#announce-target")).hasCount(0); // everybody is for administrators
    page.locator("#announce-content").fill(MARKUP);
    page.locator("#announce-level").selectOption("warning");
    page.locator("#announce-rooms").fill(room);
    page.locator("#announce-reason").fill("maintenance");
    assertThat(page.locator(".announce .notice")).containsText(MARKUP);
    Wcag.assertNothingFound(page, "the form of an announcement");
    page.locator(".announce .primary").click();

    Locator line = page.locator("tbody tr", new Page.LocatorOptions().setHasText(room));
    assertThat(line).containsText(MARKUP);
    line.locator("button").click();
    page.locator("#announce-end-reason").fill("over");
    page.locator("dialog .primary").click();
    assertThat(line).hasCount(0);
  }
}

package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.parley.testkit.Browser;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ServerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chat page of a server that lets no guests in: as the WAR is deployed. */
class RefusedBrowserIT {
  private static final String REASON =
      "The server does not let you in: guests are not allowed, a token is needed.";

  private static GatewayServer server;
  private static Browser browser;

  @BeforeAll
  static void start() {
    server = GatewayServer.start(ServerOptions.defaults());
    browser = Browser.open();
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  @Test
  void aGuestIsToldTheReasonAndNotToWait() {
    try (ChatWindow ada = ChatWindow.open(browser, server.baseUri(), "lobby")) {
      ada.page().getByLabel("Your name").fill("Ada");
      ada.page().keyboard().press("Enter");

      assertThat(ada.page().locator("#entry-status")).hasText(REASON);
    }
  }

  @Test
  void aGuestWhoComesBackIsToldTheReasonAndKeepsTheRooms() {
    try (ChatWindow ada = ChatWindow.open(browser, server.baseUri(), "lobby")) {
      Page page = ada.page();
      page.evaluate("() => localStorage.setItem('parley.name', '\"Ada\"')");
      page.reload();

      assertThat(ada.banner()).containsText(REASON);
      assertThat(ada.room("lobby")).isVisible();
      assertThat(ada.notices()).isEmpty();
    }
  }
}

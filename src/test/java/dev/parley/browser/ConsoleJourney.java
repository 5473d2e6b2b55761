package dev.parley.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.parley.testkit.Browser;
import dev.parley.testkit.SharedGateway;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * What the tests of the console share: one browser a class, and windows of moderators and of those
 * whom they act on, which may complain of nothing.
 */
abstract class ConsoleJourney {
  static final URI BASE = SharedGateway.get().baseUri();
  private static Browser browser;

  private final List<ConsoleWindow> consoles = new ArrayList<>();
  private final List<ChatWindow> chats = new ArrayList<>();

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @AfterEach
  void nothingIsComplainedOf() {
    List<String> complaints = new ArrayList<>();
    consoles.forEach(window -> complaints.addAll(window.complaints()));
    chats.forEach(window -> complaints.addAll(window.complaints()));
    consoles.forEach(ConsoleWindow::close);
    chats.forEach(ChatWindow::close);
    Assertions.assertThat(complaints).isEmpty();
  }

  static String unique(String name) {
    return name + "-" + UUID.randomUUID();
  }

  static NewContextOptions english() {
    return new NewContextOptions().setLocale("en-GB").setTimezoneId("UTC");
  }

  /** A console before the sign-in. */
  ConsoleWindow console(NewContextOptions options) {
    ConsoleWindow window = ConsoleWindow.open(browser, BASE, options);
    consoles.add(window);
    return window;
  }

  /** Somebody who is signed in. */
  ConsoleWindow signedIn(String role, NewContextOptions options) {
    ConsoleWindow window = ConsoleWindow.signedIn(browser, BASE, unique(role), role, options);
    consoles.add(window);
    return window;
  }

  ConsoleWindow moderator() {
    return signedIn("moderator", english());
  }

  ConsoleWindow admin() {
    return signedIn("admin", english());
  }

  /** A guest in a room. */
  ChatWindow guest(String room, String name) {
    ChatWindow window = ChatWindow.open(browser, BASE, room);
    chats.add(window);
    return window.enterAs(name);
  }
}

package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.testkit.Browser;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One person's browser on the chat page, with the parts of the page by their names, and what the
 * page complains of. Belongs to the thread of its {@link Browser}.
 */
final class ChatWindow implements AutoCloseable {
  /** What Chromium says of a gateway that is away, which a page cannot keep it from. */
  private static final Pattern CONNECTION_LOST =
      Pattern.compile("WebSocket connection to .*|Failed to load resource: .*/parley/ws\\?.*");

  private final BrowserContext context;
  private final Page page;
  private final URI base;
  private final PageComplaints complaints;

  private ChatWindow(BrowserContext context, URI base) {
    this.context = context;
    this.base = base;
    this.page = context.newPage();
    this.complaints = PageComplaints.of(page);
  }

  /** A window that has the first screen open, with this room filled in. */
  static ChatWindow open(Browser browser, URI base, String room) {
    return open(browser, base, room, new NewContextOptions());
  }

  static ChatWindow open(Browser browser, URI base, String room, NewContextOptions options) {
    ChatWindow window = new ChatWindow(browser.newWindow(options.setLocale("en-GB")), base);
    window.visit(room);
    return window;
  }

  Page page() {
    return page;
  }

  /** Opens the address of a room. */
  void visit(String room) {
    page.navigate(base + "#room=" + room);
  }

  /** Goes in under this name, and waits until the room is there. */
  ChatWindow enterAs(String name) {
    page.getByLabel("Your name").fill(name);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join").setExact(true))
        .click();
    assertThat(member(name).first()).isVisible();
    return this;
  }

  void say(String words) {
    composer().fill(words);
    composer().press("Enter");
  }

  Locator composer() {
    return page.locator("#composer-text");
  }

  /** Where the words of a message are changed. */
  Locator editor() {
    return timeline().getByRole(AriaRole.TEXTBOX);
  }

  Locator timeline() {
    return page.locator("#timeline");
  }

  /** All messages in view, from the oldest, with those on their way at the end. */
  Locator messages() {
    return timeline().locator("article");
  }

  /** What stands in each of {@link #messages()}. */
  Locator words() {
    return timeline().locator(".words");
  }

  /** The message that says this, and maybe more. */
  Locator message(String words) {
    return messages().filter(new Locator.FilterOptions().setHasText(words));
  }

  Locator typing() {
    return page.locator("#typing");
  }

  Locator member(String name) {
    return page.locator("#member-list .member")
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  Locator members() {
    return page.locator("#member-list .member-name bdi");
  }

  Locator room(String room) {
    return page.locator("#room-list a").filter(new Locator.FilterOptions().setHasText(room));
  }

  Locator banner() {
    return page.locator("#banner");
  }

  /** What moderators have to say to the user. */
  Locator moderation() {
    return page.locator("#moderation");
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  /** The id of a member who is in view. */
  String idOf(String name) {
    return Objects.requireNonNull(member(name).first().getAttribute("data-user"));
  }

  /** What the user is told in passing. */
  Locator notices() {
    return page.locator("#toasts");
  }

  Locator jump() {
    return page.locator("#jump");
  }

  /** Joins another room by its name, which is then in view. */
  void join(String room) {
    page.getByLabel("Join a room by name").fill(room);
    page.keyboard().press("Enter");
    assertThat(page.locator("#room-name")).hasText(room);
  }

  /** A button of a message of one's own. */
  void press(Locator message, String button) {
    message.hover();
    message.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button)).click();
  }

  /** All that the page complained of. */
  List<String> complaints() {
    return complaints.texts();
  }

  /** As {@link #complaints()}, without those that follow from a connection that a test broke. */
  List<String> complaintsBesideLostConnections() {
    return complaints().stream().filter(text -> !CONNECTION_LOST.matcher(text).matches()).toList();
  }

  @Override
  public void close() {
    context.close();
  }
}

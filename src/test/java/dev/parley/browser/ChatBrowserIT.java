package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.testkit.Browser;
import dev.parley.testkit.SharedGateway;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People chat, each in a browser of their own. */
class ChatBrowserIT {
  private static final URI BASE = SharedGateway.get().baseUri();
  private static Browser browser;

  private final List<ChatWindow> windows = new ArrayList<>();

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @AfterEach
  void noPageComplains() {
    List<String> complaints = windows.stream().flatMap(w -> w.complaints().stream()).toList();
    windows.forEach(ChatWindow::close);
    Assertions.assertThat(complaints).isEmpty();
  }

  @Test
  void whatOneSaysTheOtherReads() {
    ChatWindow ada = enter("Ada", "talk");
    ChatWindow ben = enter("Bjørn", "talk");
    assertThat(ada.members()).hasText(new String[] {"Ada", "Bjørn"});

    ada.say("Good morning, Bjørn! 👋");
    assertThat(ben.words()).hasText(new String[] {"Good morning, Bjørn! 👋"});
    ben.say("Good morning, Ada.");
    ben.say("Slept well?");

    String[] talk = {"Good morning, Bjørn! 👋", "Good morning, Ada.", "Slept well?"};
    assertThat(ada.words()).hasText(talk);
    assertThat(ben.words()).hasText(talk);
    assertThat(ada.message("Good morning, Bjørn! 👋").locator(".you")).isVisible();
    assertThat(ada.message("Slept well?")).hasClass(Pattern.compile("continued"));
    assertThat(ada.timeline().locator(".day")).hasText("Today");
  }

  @Test
  void whoTypesIsSeen() {
    ChatWindow ada = enter("Ada", "typing");
    ChatWindow ben = enter("Ben", "typing");

    ada.composer().pressSequentially("Hel");
    assertThat(ben.typing()).hasText("Ada is typing");
    assertThat(ada.typing()).isEmpty();
    ada.composer().fill("");
    assertThat(ben.typing()).isEmpty();

    ada.composer().pressSequentially("Hello");
    assertThat(ben.typing()).hasText("Ada is typing");
    ada.composer().press("Enter");
    assertThat(ben.message("Hello")).isVisible();
    assertThat(ben.typing()).isEmpty();
  }

  @Test
  void presenceIsSeen() {
    ChatWindow ada = enter("Ada", "presence");
    ChatWindow ben = enter("Ben", "presence");
    assertThat(ben.member("Ada")).hasClass("member online");

    ada.page().locator("#me").click();
    ada.page().getByLabel("Busy").check();
    ada.page().getByLabel("Note").fill("Back at three");
    ada.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();

    assertThat(ben.member("Ada")).hasClass("member busy");
    assertThat(ben.member("Ada").locator(".member-text")).hasText("Back at three");
    assertThat(ada.page().locator("#me")).containsText("Back at three");
  }

  @Test
  void whoGoesIsGone() {
    ChatWindow ada = enter("Ada", "coming-and-going");
    ChatWindow ben = enter("Ben", "coming-and-going");
    assertThat(ada.member("Ben")).isVisible();

    ben.page().getByLabel("Leave coming-and-going").click();

    assertThat(ada.member("Ben")).hasCount(0);
    assertThat(ben.timeline()).hasText("You are in no room. Join one by its name.");
  }

  @Test
  void anEditIsSeenAndMarked() {
    ChatWindow ada = enter("Ada", "editing");
    ChatWindow ben = enter("Ben", "editing");
    ada.say("Lunch at elven?");
    assertThat(ben.message("Lunch")).isVisible();

    ada.press(ada.message("Lunch at elven?"), "Edit message");
    Locator editor = ada.editor();
    assertThat(editor).isFocused();
    editor.fill("Lunch at twelve?");
    editor.press("Enter");

    assertThat(ben.words()).hasText("Lunch at twelve? (edited)");
    assertThat(ada.words()).hasText("Lunch at twelve? (edited)");
    assertThat(ada.composer()).isFocused();
    assertThat(ben.message("Lunch").getByLabel("Edit message")).hasCount(0);
  }

  @Test
  void aDeletionLeavesItsPlace() {
    ChatWindow ada = enter("Ada", "deleting");
    ChatWindow ben = enter("Ben", "deleting");
    ada.say("Keep");
    ada.say("Regret");
    ada.say("Keep too");
    assertThat(ben.words()).hasCount(3);

    ada.press(ada.message("Regret"), "Delete message");
    ada.page().getByRole(AriaRole.BUTTON, named("Keep it")).click();
    assertThat(ada.words()).hasText(new String[] {"Keep", "Regret", "Keep too"});
    ada.press(ada.message("Regret"), "Delete message");
    ada.page().getByRole(AriaRole.BUTTON, named("Delete")).click();

    String[] left = {"Keep", "Message removed", "Keep too"};
    assertThat(ben.words()).hasText(left);
    assertThat(ada.words()).hasText(left);
    assertThat(ada.message("Message removed").locator(".toolbar")).hasCount(0);
  }

  @Test
  void historyComesAsOneScrollsUpAndNothingMoves() {
    ChatWindow ada = enter("Ada", "history");
    new LibraryPage(ada.page()).send("history", "line ", 120);
    ChatWindow ben = enter("Ben", "history");
    assertThat(ben.messages()).hasCount(50);

    Object before =
        ben.timeline()
            .evaluate(
                "log => { log.scrollTop = 100;"
                    + " return log.querySelector('[data-seq=\"75\"]').getBoundingClientRect().top }");
    assertThat(ben.messages()).hasCount(100);
    Locator first = ben.timeline().locator("[data-seq='75']");
    Object after = first.evaluate("message => message.getBoundingClientRect().top");
    Assertions.assertThat(number(after)).isCloseTo(number(before), Assertions.within(1.0));

    ben.timeline().evaluate("log => { log.scrollTop = 0 }");
    assertThat(ben.messages()).hasCount(120);
    assertThat(ben.timeline()).containsText("This is where history begins.");

    assertThat(ben.jump()).hasText("Newest");
    ada.say("One more");
    assertThat(ben.jump()).hasText("1 new message");
    ben.jump().click();
    assertThat(ben.message("One more")).isInViewport();
    assertThat(ben.jump()).isHidden();
    List<String> lines = ben.words().allTextContents();
    Assertions.assertThat(lines).hasSize(121).doesNotHaveDuplicates();
    Assertions.assertThat(lines).startsWith("line 0", "line 1").endsWith("line 119", "One more");
  }

  @Test
  void markupStaysText() {
    String attack = "<img src=x onerror=\"document.title='broken'\"><script>alert(1)</script>";
    ChatWindow ada = enter("<b>Ada</b>", "markup");
    ChatWindow ben = enter("Ben", "markup");

    ada.say(attack);

    assertThat(ben.words()).hasText(attack);
    assertThat(ben.message("onerror").locator(".sender")).hasText("<b>Ada</b>");
    assertThat(ben.members()).hasText(new String[] {"<b>Ada</b>", "Ben"});
    assertThat(ben.timeline().locator("img, script, b")).hasCount(0);
    assertThat(ben.page()).hasTitle("markup · Parley");
  }

  @Test
  void whatIsNewElsewhereIsCounted() {
    ChatWindow ada = enter("Ada", "kitchen");
    ChatWindow ben = enter("Ben", "garden");
    ada.join("garden");
    ben.say("Seen already");
    assertThat(ada.message("Seen already")).isVisible();
    ada.visit("kitchen");

    ben.say("The roses are out");
    ben.say("Come and see");

    assertThat(ada.room("garden").locator(".badge")).hasText("2 unread");
    assertThat(ada.page()).hasTitle("(2) kitchen · Parley");
    ada.room("garden").click();
    assertThat(ada.page().locator(".new + article")).containsText("The roses are out");
    assertThat(ada.room("garden").locator(".badge")).hasCount(0);
    assertThat(ada.page()).hasTitle("garden · Parley");
  }

  @Test
  void aReloadKeepsGuestRoomsAndRoom() {
    ChatWindow ada = enter("Ada", "reload");
    ChatWindow ben = enter("Ben", "reload");
    ada.join("reload-2");
    ada.visit("reload");
    ada.say("Still me?");
    assertThat(ben.message("Still me?")).isVisible();

    ada.page().reload();

    assertThat(ada.message("Still me?").locator(".you")).isVisible();
    assertThat(ada.room("reload-2")).isVisible();
    assertThat(ben.members()).hasText(new String[] {"Ada", "Ben"});
  }

  @Test
  void aWindowKeepsTheNameThatWasChosenInIt() {
    ChatWindow ada = enter("Ada", "two-windows");
    ada.say("Still me?");
    Page second = another(ada);
    assertThat(second.locator("#me .member-name")).hasText("Ada");
    assertThat(second.locator("article .you")).isVisible();

    second.locator("#me").click();
    second.getByText("Change name").click();
    second.getByLabel("Your name").fill("Ben");
    second.keyboard().press("Enter");
    assertThat(ada.member("Ben")).isVisible();
    ada.page().reload();

    assertThat(ada.message("Still me?").locator(".you")).isVisible();
    assertThat(ada.page().locator("#me .member-name")).hasText("Ada");
    assertThat(another(ada).locator("#me .member-name")).hasText("Ben");
  }

  /** One more window of the same browser, at the same address. */
  private static Page another(ChatWindow window) {
    Page page = window.page().context().newPage();
    page.navigate(window.page().url());
    return page;
  }

  @Test
  void namesThatCannotBeAreExplained() {
    ChatWindow ada = open("names");
    Page page = ada.page();
    Locator room = page.getByLabel("Room", new Page.GetByLabelOptions().setExact(true));
    room.fill("no spaces");
    page.keyboard().press("Enter");

    assertThat(page.locator("#entry-name-error")).hasText("Tell the others what to call you.");
    assertThat(page.locator("#entry-room-error"))
        .hasText("Letters A–Z, digits and . _ - : / only, at most 128.");
    assertThat(page.getByLabel("Your name")).isFocused();

    page.getByLabel("Your name").fill("\u202eevil");
    page.keyboard().press("Enter");
    assertThat(page.locator("#entry-name-error"))
        .hasText("Visible characters only, and none that hides or turns the others.");

    room.fill("names");
    ada.enterAs("Ada");
    page.getByLabel("Join a room by name").fill("a room");
    page.keyboard().press("Enter");
    assertThat(page.locator("#join-error"))
        .hasText("Letters A–Z, digits and . _ - : / only, at most 128.");
  }

  @Test
  void aRefusedMessageSaysWhyAndCanBeDiscarded() {
    ChatWindow ada = enter("Ada", "refused");
    ada.composer().evaluate("text => { text.value = 'not for \\0 the server' }");
    ada.composer().press("Enter");

    Locator failed = ada.timeline().locator("[data-status=failed]");
    assertThat(failed).containsText("Not sent: must not contain U+0000");
    failed.getByText("Retry").click();
    assertThat(failed).containsText("Not sent: must not contain U+0000");
    ada.say("for the server");
    assertThat(ada.timeline().locator("[data-message]")).hasCount(1);
    failed.getByText("Discard").click();

    assertThat(ada.words()).hasText("for the server");
  }

  @Test
  void aTooLongMessageIsNotSent() {
    ChatWindow ada = enter("Ada", "length");

    ada.say("x".repeat(8001));

    assertThat(ada.page().locator("#composer-counter")).hasText("-1 characters left");
    assertThat(ada.messages()).hasCount(0);
    ada.say("x".repeat(8000));
    assertThat(ada.words()).hasText("x".repeat(8000), new HasTextOptions().setTimeout(10_000));
  }

  private ChatWindow open(String room) {
    ChatWindow window = ChatWindow.open(browser, BASE, room);
    windows.add(window);
    return window;
  }

  private ChatWindow enter(String name, String room) {
    return open(room).enterAs(name);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}

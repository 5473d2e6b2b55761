package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.testkit.Browser;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Operator;
import dev.parley.testkit.wire.SignedTokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What moderators do, from the window of the user whom it concerns. Time passes in the page alone,
 * by its clock.
 */
class ModeratedBrowserIT {
  private static final String MARKUP = "<img src=x onerror=alert(1)>";
  private static final long TEN_MINUTES = 600_000;
  private static final URI BASE = SharedGateway.get().baseUri();
  private static final URI GATEWAY = SharedGateway.get().wsUri();
  private static Browser browser;

  private final String room = "moderated-" + UUID.randomUUID();
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

  private ChatWindow enter(String name) {
    return enter(name, room, new NewContextOptions());
  }

  /** A window whose page has a clock that can be set forward. */
  private ChatWindow enter(String name, String where, NewContextOptions options) {
    ChatWindow window = ChatWindow.open(browser, BASE, where, options);
    windows.add(window);
    window.page().clock().install();
    return window.enterAs(name);
  }

  private static JsonNode order(String what, Map<String, ?> order) {
    String json = JsonMapper.shared().writeValueAsString(order);
    return JsonMapper.shared().readTree(Operator.order(GATEWAY, what, json));
  }

  private static JsonNode impose(String kind, String user, Map<String, ?> more) {
    Map<String, Object> sanction = new LinkedHashMap<>(more);
    sanction.put("kind", kind);
    sanction.put("userId", user);
    sanction.put("reason", MARKUP);
    return order("sanctions", sanction);
  }

  private static void lift(JsonNode sanction) {
    String id = sanction.path("id").stringValue();
    order("lifts", Map.of("sanctionId", id, "reason", "enough"));
  }

  private void set(String control, Object value) {
    order("room-controls", Map.of("roomId", room, control, value, "reason", MARKUP));
  }

  @Test
  void whoIsMutedKeepsTheDraftAndSpeaksAgainWhenItIsLiftedOrOver() {
    ChatWindow ada = enter("Ada");
    String id = ada.idOf("Ada");
    ada.composer().fill("half a thou");

    JsonNode mute = impose("mute", id, Map.of("roomId", room, "durationMs", TEN_MINUTES));
    assertThat(ada.moderation()).containsText("A moderator has muted you in " + room);
    assertThat(ada.moderation().locator(".said")).hasText(MARKUP);
    assertThat(ada.moderation().locator("img")).hasCount(0);
    assertThat(ada.composer()).not().isEditable();
    assertThat(ada.composer()).isFocused();
    assertThat(ada.composer()).hasValue("half a thou");
    ada.page().keyboard().press("Enter");
    assertThat(ada.messages()).hasCount(0);

    lift(mute);
    assertThat(ada.composer()).isEditable();
    assertThat(ada.moderation()).isEmpty();
    ada.page().keyboard().press("Enter");
    assertThat(ada.words()).hasText("half a thou");

    JsonNode everywhere = impose("mute", id, Map.of("durationMs", TEN_MINUTES));
    assertThat(ada.moderation()).containsText("A moderator has muted you everywhere");
    ada.page().reload();
    assertThat(ada.moderation()).containsText("A moderator has muted you everywhere");
    ada.page().clock().fastForward("10:01");
    assertThat(ada.composer()).isEditable();
    // The server's clock has not moved: it refuses, and nothing is lost.
    ada.say("over?");
    assertThat(ada.message("over?")).containsText("Not sent");
    assertThat(ada.composer()).not().isEditable();
    lift(everywhere);
    assertThat(ada.composer()).isEditable();
    assertThat(ada.moderation()).isEmpty();
  }

  @Test
  void whoIsKickedComesBackAfterTheCountdown() {
    ChatWindow ada = enter("Ada");
    ada.composer().fill("not yet said");

    JsonNode kick =
        impose("kick", ada.idOf("Ada"), Map.of("roomId", room, "durationMs", TEN_MINUTES));
    assertThat(ada.moderation()).containsText("A moderator has put you out of " + room);
    assertThat(ada.moderation().locator(".said")).hasText(MARKUP);
    assertThat(ada.moderation().locator(".countdown")).containsText("min");
    assertThat(ada.timeline()).hasText("You are not in " + room + ".");
    assertThat(ada.composer()).not().isEditable();
    assertThat(ada.button("Enter again")).hasCount(0);

    ada.page().clock().fastForward("10:01");
    assertThat(ada.button("Enter again")).isVisible();
    lift(kick);
    ada.button("Enter again").click();
    assertThat(ada.member("Ada")).isVisible();
    assertThat(ada.moderation()).isEmpty();
    assertThat(ada.composer()).isFocused();
    assertThat(ada.composer()).hasValue("not yet said");
  }

  @Test
  void whoIsBannedFromARoomSeesWhyAndWhenItIsLifted() {
    ChatWindow ada = enter("Ada");
    JsonNode ban = impose("ban", ada.idOf("Ada"), Map.of("roomId", room));
    assertThat(ada.moderation()).containsText("A moderator has banned you from " + room);
    assertThat(ada.moderation().locator(".said")).hasText(MARKUP);

    ada.page().reload();
    assertThat(ada.moderation()).containsText("You cannot enter " + room);
    assertThat(ada.moderation().locator(".said")).containsText(MARKUP);
    ada.button("Try again").click();
    assertThat(ada.moderation().locator(".said")).containsText(MARKUP);
    lift(ban);
    ada.button("Enter again").click();
    assertThat(ada.member("Ada")).isVisible();
    assertThat(ada.moderation()).isEmpty();
  }

  @Test
  void whoIsBannedEverywhereIsToldAndDoesNotComeBackByItself() {
    ChatWindow ada = enter("Ada");
    List<String> connections = new ArrayList<>();
    ada.page().onWebSocket(socket -> connections.add(socket.url()));
    impose("ban", ada.idOf("Ada"), Map.of("durationMs", TEN_MINUTES));

    assertThat(ada.banner()).containsText("A moderator has banned you here until");
    assertThat(ada.banner()).containsText(MARKUP);
    assertThat(ada.composer()).not().isEditable();
    ada.page().clock().fastForward("05:00");
    assertThat(ada.banner()).containsText("A moderator has banned you here until");
    Assertions.assertThat(connections).isEmpty();

    ada.button("Connect again").click();
    assertThat(ada.banner()).containsText("The server does not let you in: you are banned until");
    assertThat(ada.banner()).containsText(MARKUP);
    ada.page().clock().fastForward("01:00");
    Assertions.assertThat(connections).hasSize(1);
  }

  @Test
  void whomAModeratorDisconnectsComesBackByAClick() {
    ChatWindow ada = enter("Ada");
    order("disconnections", Map.of("userId", ada.idOf("Ada"), "reason", MARKUP));

    assertThat(ada.banner()).containsText("A moderator has ended your connection: " + MARKUP);
    ada.page().clock().fastForward("05:00");
    assertThat(ada.banner()).containsText("A moderator has ended your connection: " + MARKUP);
    ada.button("Connect again").click();
    ada.say("back");
    assertThat(ada.words()).hasText("back");
  }

  @Test
  void inSlowModeTheNextMessageWaitsAndNoneIsLost() {
    ChatWindow ada = enter("Ada");
    Locator clock = ada.page().locator("#composer-clock");
    set("slowModeSeconds", 600);
    assertThat(ada.moderation()).containsText("Slow mode: one message every 10 minutes.");
    ada.say("first");
    assertThat(ada.words()).hasText("first");
    assertThat(clock).containsText("Slow mode:");
    // The page cannot know whether it binds Ada before the server refuses something.
    ada.say("second");
    assertThat(ada.message("second")).containsText("Not sent");
    ada.say("third");
    assertThat(ada.page().locator("#composer-wait")).containsText("Slow mode: wait");
    assertThat(ada.composer()).hasValue("third");

    // The page believes that it is time, the server does not.
    ada.page().clock().fastForward("10:01");
    assertThat(clock).isEmpty();
    ada.message("second").getByText("Retry").click();
    assertThat(clock).containsText("Slow mode:");
    assertThat(ada.message("second")).containsText("Waits for its turn in slow mode");

    set("slowModeSeconds", 0);
    assertThat(ada.timeline().locator("[data-message]")).hasCount(2);
    assertThat(ada.words()).hasText(new String[] {"first", "second"});
    assertThat(clock).isEmpty();
    assertThat(ada.moderation()).isEmpty();
  }

  @Test
  void whoModeratesTheRoomIsNotSlowed() {
    String shared = "private:" + room;
    ChatWindow ada = enter("Ada");
    new LibraryPage(ada.page())
        .run(
            """
            const [token, room, guest] = args;
            const boss = connect(url, { token });
            await boss.join(room);
            await boss.invite(room, guest, { moderator: true });
            boss.close();
            """,
            SignedTokens.of("u-boss-" + room, "Boss", "moderator"),
            shared,
            ada.idOf("Ada"));
    ada.join(shared);
    assertThat(ada.member("Ada")).isVisible();
    order(
        "room-controls",
        Map.of("roomId", shared, "slowModeSeconds", 600, "readOnly", true, "reason", "calm"));

    assertThat(ada.moderation()).containsText("None of it binds you.");
    ada.say("one");
    ada.say("two");
    assertThat(ada.timeline().locator("[data-message]")).hasCount(2);
  }

  @Test
  void aClosedRoomSaysWhatHoldsAndOpensAgain() {
    ChatWindow ada = enter("Ada");
    set("readOnly", true);
    assertThat(ada.moderation()).containsText("Moderators have made this room read-only.");
    assertThat(ada.moderation().locator(".said")).hasText(MARKUP);
    assertThat(ada.composer()).isEditable(); // who moderates the room may write, and is not known
    ada.say("one");
    assertThat(ada.message("one")).containsText("Not sent");
    assertThat(ada.composer()).not().isEditable();
    set("readOnly", false);
    assertThat(ada.composer()).isEditable();

    set("membersOnly", true);
    assertThat(ada.moderation()).containsText("For now only members write here.");
    assertThat(ada.composer()).not().isEditable();
    set("membersOnly", false);
    assertThat(ada.composer()).isEditable();

    set("locked", true);
    assertThat(ada.moderation()).containsText("The room is locked: nobody else comes in.");
    assertThat(ada.composer()).isEditable();
  }

  @Test
  void whoComesToALockedRoomIsToldAndMayTryAgain() {
    set("locked", true);
    ChatWindow ada = enter("Ada", room + "-before", new NewContextOptions());
    ada.join(room);
    assertThat(ada.moderation()).containsText("You cannot enter " + room);
    set("locked", false);
    ada.button("Try again").click();
    assertThat(ada.member("Ada")).isVisible();
    assertThat(ada.moderation()).isEmpty();
  }

  @Test
  void whoReportsAMessageIsToldWhatBecameOfIt() {
    ChatWindow ada = enter("Ada");
    ChatWindow mallory = enter("Mallory");
    mallory.say(MARKUP);
    ada.press(ada.message(MARKUP), "Report message");
    assertThat(ada.page().locator("#report-excerpt")).hasText(MARKUP);
    ada.page().keyboard().press("Enter");
    assertThat(ada.page().locator("#report-error")).containsText("Say what is wrong");
    Wcag.assertNothingFound(ada.page(), "the question before a report");
    ada.page().getByLabel("What is wrong with it?").fill(MARKUP);
    ada.page().keyboard().press("Enter");
    assertThat(ada.page().locator("#report-dialog")).isHidden();
    assertThat(ada.composer()).isFocused();

    String reports = Operator.read(GATEWAY, "reports?roomId=" + room);
    JsonNode report = JsonMapper.shared().readTree(reports).path("reports").path(0);
    Assertions.assertThat(report.path("reason").stringValue()).isEqualTo(MARKUP);
    String id = report.path("id").stringValue();
    order("report-decisions", Map.of("reportId", id, "state", "removed", "reason", "spam"));
    assertThat(ada.moderation()).containsText("you reported in " + room + " was removed");
    assertThat(ada.words()).hasText("Message removed by a moderator");
    assertThat(mallory.moderation()).isEmpty();
    ada.button("Dismiss").click();
    assertThat(ada.moderation()).isEmpty();
  }

  @Test
  void anAnnouncementStandsUntilItIsEndedOrPutAway() {
    ChatWindow ada = enter("Ada");
    JsonNode standing = announce(Map.of("level", "warning", "durationMs", TEN_MINUTES));
    assertThat(ada.moderation().locator(".warning .content")).hasText(MARKUP);
    Wcag.assertNothingFound(ada.page(), "an announcement");
    ada.page().reload();
    assertThat(ada.moderation().locator(".content")).hasText(MARKUP);
    order(
        "announcement-ends",
        Map.of("announcementId", standing.path("id").stringValue(), "reason", "over"));
    assertThat(ada.moderation()).isEmpty();

    announce(Map.of("level", "info", "durationMs", TEN_MINUTES));
    assertThat(ada.moderation().locator(".content")).hasText(MARKUP);
    ada.button("Dismiss").click();
    assertThat(ada.moderation()).isEmpty();
    assertThat(ada.composer()).isFocused();
    announce(Map.of("level", "info", "durationMs", TEN_MINUTES));
    assertThat(ada.moderation().locator(".content")).hasText(MARKUP);
    ada.page().clock().fastForward("10:01");
    assertThat(ada.moderation()).isEmpty();
  }

  private JsonNode announce(Map<String, Object> more) {
    Map<String, Object> announcement = new LinkedHashMap<>(more);
    announcement.put("roomIds", List.of(room));
    announcement.put("content", MARKUP);
    announcement.put("reason", "news");
    return order("announcements", announcement);
  }

  @Test
  void theLibraryRepeatsNothingThatModeratorsRefuse() {
    String user = "u-" + room;
    ChatWindow window = ChatWindow.open(browser, BASE, room);
    windows.add(window);
    LibraryPage library = new LibraryPage(window.page());
    set("slowModeSeconds", 600);
    Object slow =
        library.run(
            """
            const [token, room] = args;
            const parley = (window.parley = connect(url, { token }));
            window.options = { token };
            window.told = [];
            parley.on('outgoing', ({ content, status }) => told.push(`${content} ${status}`));
            window.refusal = words => parley.send(room, words).catch(error => error);
            await parley.join(room);
            await parley.send(room, 'one');
            const { code, retryAfterMs, temporary } = await refusal('two');
            return { code, waits: retryAfterMs > 0, temporary };
            """,
            SignedTokens.of(user, "Ada"),
            room);
    Assertions.assertThat(slow)
        .isEqualTo(Map.of("code", "slow-mode", "waits", true, "temporary", false));

    impose("mute", user, Map.of());
    Assertions.assertThat(library.run("return (await refusal('three')).code")).isEqualTo("muted");
    Assertions.assertThat(library.run("return told.join()"))
        .isEqualTo(
            "one queued,one sending,one sent,two queued,two sending,two failed,"
                + "three queued,three sending,three failed");

    impose("ban", user, Map.of());
    Object again =
        library.run(
            """
            await until(() => parley.state === 'closed');
            const anew = connect(url, options);
            return new Promise(resolve => anew.on('state', ({ state, code, error }) => {
              if (state === 'closed') resolve({ code, error: error?.code });
            }));
            """);
    Assertions.assertThat(again).isEqualTo(Map.of("code", 4503, "error", "banned"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void whatModeratorsSayIsAccessible(ColorScheme scheme) {
    ChatWindow ada =
        enter(
            "Ada",
            room,
            new NewContextOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    Page page = ada.page();
    set("slowModeSeconds", 600);
    assertThat(ada.moderation()).containsText("Slow mode");
    ada.say("first");
    assertThat(page.locator("#composer-clock")).containsText("Slow mode:");
    Wcag.assertNothingFound(page, "a slow room");
    impose("mute", ada.idOf("Ada"), Map.of("roomId", room));
    assertThat(ada.composer()).not().isEditable();
    Wcag.assertNothingFound(page, "a muted user");
    page.setViewportSize(390, 780);
    impose("kick", ada.idOf("Ada"), Map.of("roomId", room));
    assertThat(ada.moderation()).containsText("put you out");
    Wcag.assertNothingFound(page, "a kicked user, on a small screen");
  }
}

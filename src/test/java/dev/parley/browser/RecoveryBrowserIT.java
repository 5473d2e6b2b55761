package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.parley.testkit.Browser;
import dev.parley.testkit.CutProxy;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.Operator;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chat page while networks and servers fail. */
class RecoveryBrowserIT {
  /** What a client may miss and still be told of; few, so that a test can miss more. */
  private static final int REPLAYED = 20;

  private static GatewayServer server;
  private static Browser browser;

  private final List<ChatWindow> windows = new ArrayList<>();
  private final CutProxy proxy = CutProxy.before(server.baseUri());

  @BeforeAll
  static void start() {
    server =
        GatewayServer.start(
            SharedGateway.options()
                .with("parley.drain.spread", "1s")
                .with("parley.rate.commands-per-second", "1000")
                .with("parley.rate.burst", "1000")
                .with("parley.history.replay-messages", String.valueOf(REPLAYED))
                .with("parley.room.members-page", "2")
                .with("parley.session.heartbeat", "1s"));
    browser = Browser.open();
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
  }

  @AfterEach
  void noPageComplains() {
    List<String> complaints =
        windows.stream().flatMap(w -> w.complaintsBesideLostConnections().stream()).toList();
    windows.forEach(ChatWindow::close);
    proxy.close();
    Assertions.assertThat(complaints).isEmpty();
  }

  @Test
  void aKilledServerLosesNothingAndWhatWasWrittenMeanwhileGoesOut() {
    ChatWindow ada = enter("Ada", "killed", server.baseUri());
    ChatWindow ben = enter("Ben", "killed", proxy.uri());
    ada.say("Before");
    assertThat(ben.message("Before")).isVisible();

    proxy.cutAndStayDown();
    server.kill9();
    assertThat(ada.banner()).containsText("Connection lost.");
    ada.say("First while it was down");
    ada.say("Second while it was down");
    assertThat(ada.timeline().locator(".progress")).hasText(new String[] {"Queued", "Queued"});
    server.restart();
    reconnect(ada);

    String[] all = {"Before", "First while it was down", "Second while it was down"};
    assertThat(ada.banner()).containsText("Back online.");
    assertThat(ada.timeline().locator("[data-pending]")).hasCount(0);
    assertThat(ada.words()).hasText(all);
    assertThat(ben.words()).hasText("Before");

    proxy.restore();
    reconnect(ben);
    assertThat(ben.banner()).containsText("Back online. 2 messages came in meanwhile.");
    assertThat(ben.words()).hasText(all);
    ben.say("After");
    assertThat(ada.message("After")).isVisible();
    assertThat(ada.members()).hasText(new String[] {"Ada", "Ben"});
  }

  @Test
  void nobodyNoticesADrainAndARestartUnderLoad() {
    try (BrowserContext window = browser.newWindow()) {
      LibraryPage library = new LibraryPage(window.newPage(), server.baseUri());
      library.run(
          """
          const options = { backoffCapMs: 1000, ackTimeoutMs: 60_000 };
          window.reader = connect(url, { name: 'Reader', ...options });
          window.writer = connect(url, { name: 'Writer', ...options });
          window.heard = [];
          window.ends = {};
          window.asked = [];
          window.failed = [];
          reader.on('chat:message', ({ content }) => heard.push(content));
          for (const [name, parley] of Object.entries({ reader, writer })) {
            parley.on('state', ({ code }) => code && (ends[name] ??= code));
            await parley.join('drained');
          }
          window.meanwhile = false;
          window.load = setInterval(() => {
            const offline = writer.state !== 'online';
            meanwhile ||= offline;
            if (writer.queued >= args[0]) { // no more than the reader may miss
              if (offline) clearInterval(load);
              return;
            }
            const text = `line ${asked.length}`;
            asked.push(text);
            writer.send('drained', text).catch((error) => failed.push(error.code));
          }, 50);
          await until(() => heard.length > 5);
          """,
          REPLAYED / 4);

      Operator.drain(server.wsUri());
      await().until(() -> Operator.isDrained(server.wsUri()));
      server.stop();
      server.restart();

      Object told =
          library.run(
              """
              await until(() => writer.queued === 0 && heard.length >= asked.length);
              const same = JSON.stringify(heard) === JSON.stringify(asked);
              return { same, failed, ends, meanwhile };
              """);
      Assertions.assertThat(told)
          .isEqualTo(
              Map.of(
                  "same",
                  true,
                  "failed",
                  List.of(),
                  "meanwhile",
                  true,
                  "ends",
                  Map.of("reader", 1012, "writer", 1012)));
    }
  }

  @Test
  void aCutConnectionMissesNothing() {
    ChatWindow ada = enter("Ada", "cut", server.baseUri());
    ChatWindow ben = enter("Ben", "cut", proxy.uri());
    ada.say("Draft");
    ada.say("Regret");
    assertThat(ben.words()).hasCount(2);

    proxy.cutAndStayDown();
    assertThat(ben.banner()).containsText("Connection lost.");
    assertThat(ben.page().locator("#me")).containsText("Not connected");
    assertThat(ben.member("Ada")).hasClass("member unknown");
    ada.say("Said meanwhile");
    ada.press(ada.message("Draft"), "Edit message");
    ada.editor().fill("Final");
    ada.page().keyboard().press("Enter");
    assertThat(ada.message("Final (edited)")).isVisible();
    ada.press(ada.message("Regret"), "Delete message");
    ada.page().locator("#delete-confirm").click();
    assertThat(ada.message("Message removed")).isVisible();
    proxy.restore();
    reconnect(ben);

    String[] all = {"Final (edited)", "Message removed", "Said meanwhile"};
    assertThat(ben.words()).hasText(all);
    assertThat(ben.banner()).containsText("Back online. 1 message came in meanwhile.");
    assertThat(ben.page().locator("#me")).containsText("Online");
    assertThat(ben.member("Ada")).hasClass("member online");
  }

  @Test
  void aNetworkThatSwallowsEverythingIsNoticed() {
    ChatWindow ben = enter("Ben", "swallowed", proxy.uri());
    int before = proxy.connections();

    proxy.fallSilent();
    ben.say("Into the void");
    assertThat(ben.banner())
        .containsText("Connection lost.", new ContainsTextOptions().setTimeout(20_000));
    proxy.restore();
    reconnect(ben);

    assertThat(ben.words()).hasText("Into the void");
    assertThat(ben.timeline().locator("[data-pending]")).hasCount(0);
    Assertions.assertThat(proxy.connections()).isGreaterThan(before);
  }

  @Test
  void whoMissedTooMuchIsToldSoAndShownTheNewest() {
    ChatWindow ada = enter("Ada", "missed", server.baseUri());
    ChatWindow ben = enter("Ben", "missed", proxy.uri());
    ada.say("Long ago");
    assertThat(ben.message("Long ago")).isVisible();

    proxy.cutAndStayDown();
    assertThat(ben.banner()).containsText("Connection lost.");
    new LibraryPage(ada.page()).send("missed", "line ", REPLAYED + 40);
    proxy.restore();
    reconnect(ben);

    assertThat(ben.notices())
        .containsText("Too much happened in missed to catch up: these are its newest messages.");
    assertThat(ben.words()).hasText(lines(10, REPLAYED + 40));
    ben.timeline().evaluate("log => { log.scrollTop = 0 }");
    assertThat(ben.message("Long ago")).isVisible();
    assertThat(ben.messages()).hasCount(1 + REPLAYED + 40);
  }

  @Test
  void whoComesMeanwhileHidesNobodyOfTheNextPage() {
    ChatWindow ada = enter("Ada", "elsewhere", server.baseUri());
    LibraryPage others = new LibraryPage(ada.page());
    others.run(
        """
        window.guests = [0, 1, 2, 3, 4].map(n => connect(url, { name: `Guest ${n}` }));
        for (const guest of guests) await guest.ready;
        guests.sort((a, b) => a.user.id < b.user.id ? -1 : 1);
        for (const guest of guests.slice(0, 4)) await guest.join('crowd');
        """);
    ada.visit("crowd");
    assertThat(ada.members()).hasCount(2);

    others.run("await guests[4].join('crowd');"); // the last in the order of ids, or before Ada
    assertThat(ada.members()).hasCount(3);
    Locator more = ada.page().locator("#members-more");
    more.click();
    assertThat(more).hasText("Show 1 more");
    more.click();

    assertThat(more).isHidden();
    assertThat(ada.members()).hasCount(6);
  }

  private ChatWindow enter(String name, String room, URI base) {
    ChatWindow window = ChatWindow.open(browser, base, room);
    windows.add(window);
    return window.enterAs(name);
  }

  /** Does not wait for the next attempt, if there is still one to wait for. */
  private static void reconnect(ChatWindow window) {
    window.page().evaluate("() => window.dispatchEvent(new Event('online'))");
    assertThat(window.banner()).not().containsText("Connection lost.");
  }

  private static String[] lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toArray(String[]::new);
  }
}

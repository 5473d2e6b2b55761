package dev.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import dev.parley.testkit.Browser;
import dev.parley.testkit.CutProxy;
import dev.parley.testkit.SharedGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the client library comes back to its session, and without it where that is gone. */
class ResumeBrowserIT {
  private static Browser browser;

  private final CutProxy proxy = CutProxy.before(SharedGateway.get().baseUri());
  private final BrowserContext window = browser.newWindow();
  private final LibraryPage library = new LibraryPage(window.newPage(), proxy.uri());

  /** A WebSocket that remembers the types of the frames that it sends and gets. */
  private static final String RECORDING =
      """
      window.frames = [];
      window.Recording = class extends WebSocket {
        send(text) {
          frames.push(JSON.parse(text).type);
          super.send(text);
        }
        set onmessage(handler) {
          super.onmessage = event => {
            frames.push(JSON.parse(event.data).type);
            handler(event);
          };
        }
      };
      """;

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @AfterEach
  void closeWindow() {
    window.close();
    proxy.close();
  }

  @Test
  void aCutIsFollowedByTheSameSessionAndNotByJoins() {
    library.run(
        RECORDING
            + """
            const options = { WebSocket: Recording, batch: false, backoffBaseMs: 20 };
            window.parley = connect(url, { name: 'Ada', ...options });
            window.seen = [];
            window.resumed = [];
            parley.on('chat:message', ({ seq }) => seen.push(seq));
            parley.on('room:resumed', ({ roomId, recovered }) => resumed.push([roomId, recovered]));
            await parley.join('resume-a');
            await parley.join('resume-b');
            await parley.send('resume-a', 'one');
            window.clientId = parley.clientId;
            frames.length = 0;
            """);
    proxy.cut();
    Object told =
        library.run(
            """
            await until(() => resumed.length === 2);
            await parley.send('resume-a', 'two');
            await until(() => seen.length === 2);
            const told = {
              same: parley.clientId === clientId,
              seen,
              resumed: resumed.sort(),
              joins: frames.filter(type => type === 'room:join').length,
            };
            parley.close();
            return told;
            """);

    assertThat(told)
        .isEqualTo(
            Map.of(
                "same",
                true,
                "seen",
                List.of(1, 2),
                "resumed",
                List.of(List.of("resume-a", true), List.of("resume-b", true)),
                "joins",
                0));
  }

  @Test
  void whereTheSessionIsGoneTheRoomsAreJoinedFromWhereTheyStopped() {
    library.run(
        """
        class Forgetful extends WebSocket {
          send(text) {
            super.send(text.replace(/"sessionId":"[^"]*"/, '"sessionId":"gone"'));
          }
        }
        const options = { WebSocket: Forgetful, backoffBaseMs: 20 };
        window.parley = connect(url, { name: 'Ada', ...options });
        window.seen = [];
        window.resumed = [];
        parley.on('chat:message', ({ seq }) => seen.push(seq));
        parley.on('room:resumed', ({ recovered }) => resumed.push(recovered));
        await parley.join('forgotten');
        await parley.send('forgotten', 'one');
        window.clientId = parley.clientId;
        """);
    proxy.cutAndStayDown();
    library.run("await until(() => parley.state === 'reconnecting');");
    new LibraryPage(window.newPage(), SharedGateway.get().baseUri()).send("forgotten", "line ", 3);
    proxy.restore();
    Object told =
        library.run(
            """
            parley.reconnect();
            await until(() => seen.length === 4);
            const told = { same: parley.clientId === clientId, seen, resumed };
            parley.close();
            return told;
            """);

    assertThat(told)
        .isEqualTo(Map.of("same", false, "seen", List.of(1, 2, 3, 4), "resumed", List.of(true)));
  }

  @Test
  void roomsThatWereJoinedOrLeftWhileAwayAreAsTheApplicationWants() {
    library.run(
        """
        window.parley = connect(url, { name: 'Ada', backoffBaseMs: 20 });
        await parley.join('stay');
        await parley.join('gone');
        window.clientId = parley.clientId;
        """);
    proxy.cutAndStayDown();
    library.run(
        """
        await until(() => parley.state === 'reconnecting');
        parley.leave('gone');
        window.joined = parley.join('new');
        window.resumed = new Promise(done => parley.once('room:resumed', done));
        """);
    proxy.restore();
    Object told =
        library.run(
            """
            parley.reconnect();
            await joined;
            const { roomId } = await resumed;
            const left = await parley.members('gone').catch(error => error.code);
            const told = { roomId, left, rooms: parley.rooms, same: parley.clientId === clientId };
            parley.close();
            return told;
            """);

    assertThat(told)
        .isEqualTo(
            Map.of(
                "roomId",
                "stay",
                "left",
                "not-joined",
                "rooms",
                List.of("stay", "new"),
                "same",
                true));
  }

  @Test
  void anEventIsGivenToTheApplicationOnceAndItsAnswerArrives() {
    Object asked =
        library.run(
            """
            window.ben = connect(url, { name: 'Ben', backoffBaseMs: 20 });
            window.events = [];
            ben.on('event', event => events.push(event));
            await ben.join('asked');
            return ben.clientId;
            """);
    LibraryPage other = new LibraryPage(window.newPage(), SharedGateway.get().baseUri());
    other.run(
        """
        window.ada = connect(url, { name: 'Ada' });
        await ada.join('asked');
        const options = { ackWithinMs: 30_000, exceptSelf: true };
        window.early = ada.emit({ room: 'asked' }, 'vote', 'early', options);
        window.late = ada.emit({ room: 'asked' }, 'vote', 'late', options);
        """);
    library.run("await until(() => events.length === 2);");
    proxy.cutAndStayDown();
    library.run(
        """
        await until(() => ben.state === 'reconnecting');
        events[0].reply('said while away');
        """);
    proxy.restore();
    library.run(
        """
        ben.reconnect();
        await until(() => ben.state === 'online');
        await ben.members('asked');
        events[1].reply('said when back');
        """);
    Object answers =
        other.run(
            """
            const results = await Promise.all([early, late]);
            ada.close();
            return results.map(({ answers }) => answers.map(({ clientId, payload }) => [clientId, payload]));
            """);
    Object events =
        library.run(
            """
            ben.close();
            return events.map(({ payload }) => payload);
            """);

    assertThat(answers)
        .isEqualTo(
            List.of(
                List.of(List.of(asked, "said while away")),
                List.of(List.of(asked, "said when back"))));
    assertThat(events).isEqualTo(List.of("early", "late"));
  }
}

package dev.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import dev.parley.testkit.Browser;
import dev.parley.testkit.CutProxy;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.wire.SignedTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the client library promises to applications, in a real browser. */
class LibraryBrowserIT {
  private static Browser browser;

  private final CutProxy proxy = CutProxy.before(SharedGateway.get().baseUri());
  private final BrowserContext window = browser.newWindow();
  private final Page page = window.newPage();
  private final LibraryPage library = new LibraryPage(page, proxy.uri());

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
  void whatALostFrameCarriedIsFetchedBeforeWhatFollowsIsDelivered() {
    Object seen =
        library.run(
            """
            let lost = false;
            class Lossy extends WebSocket {
              set onmessage(handler) {
                super.onmessage = event => {
                  if (!lost && event.data.includes('lose this')) lost = true;
                  else handler(event);
                };
              }
            }
            const reader = connect(url, { name: 'Reader', WebSocket: Lossy, batch: false });
            const writer = connect(url, { name: 'Writer' });
            const seen = [];
            const recovered = [];
            reader.on('chat:message', message => seen.push(message.seq));
            reader.on('room:resumed', room => recovered.push(room.recovered));
            await reader.join('gap');
            await writer.join('gap');
            await writer.send('gap', 'one');
            await writer.send('gap', 'two: lose this');
            await writer.send('gap', 'three');
            await writer.send('gap', 'four');
            await until(() => seen.length >= 4);
            reader.close();
            writer.close();
            return { lost, seen, recovered };
            """);

    assertThat(seen)
        .isEqualTo(Map.of("lost", true, "seen", List.of(1, 2, 3, 4), "recovered", List.of(true)));
  }

  /** An edit is made while the past is read: the past has it already, and it comes as well. */
  @Test
  void aMessageThatWasReadNewerThanItsEditsIsNotTurnedBackByThem() {
    Object delivered =
        library.run(
            """
            const { Subscription } = await import(new URL('client/subscription.js', base));
            const told = [];
            const room = new Subscription('r', 0, (type, { seq, rev }) => {
              told.push(`${type} ${seq}@${rev ?? 0}`);
            });
            const one = (seq, rev, more) => ({ epoch: 'e', seq, rev, ...more });
            room.entered({ epoch: 'e', seq: 5, rev: 3, recovered: false, messages: [] });
            room.release();
            room.suspend();
            room.accept('chat:edited', one(5, 5));
            room.accept('chat:edited', one(7, 6));
            room.accept('chat:deleted', one(7, 7, { deletedAt: 'now' }));
            room.accept('chat:edited', one(6, 8));
            const recovered = { messages: [one(6), one(7, 7, { deletedAt: 'now' })], changed: [one(4, 4)] };
            room.entered({ epoch: 'e', seq: 7, rev: 4, recovered: true, ...recovered });
            const complete = room.release();
            return { told, complete, rev: room.position.rev };
            """);

    assertThat(delivered)
        .isEqualTo(
            Map.of(
                "told",
                List.of(
                    "chat:message 6@0",
                    "chat:message 7@7",
                    "chat:edited 4@4",
                    "chat:edited 5@5",
                    "chat:edited 6@8"),
                "complete",
                true,
                "rev",
                8));
  }

  @Test
  void whatIsAskedAfterAGoodbyeWaitsForTheNextConnection() {
    Object told =
        library.run(
            """
            const sockets = [];
            class Noted extends WebSocket {
              constructor(url) {
                super(url);
                this.sent = [];
                sockets.push(this);
              }
              send(text) {
                this.sent.push(JSON.parse(text).type);
                super.send(text);
              }
              set onmessage(handler) {
                this.hear = handler;
                super.onmessage = handler;
              }
            }
            const options = { WebSocket: Noted, batch: false, backoffBaseMs: 20 };
            const parley = connect(url, { name: 'Ada', ...options });
            await parley.join('leaving');
            const { messageId } = await parley.send('leaving', 'one');
            const [first] = sockets;
            first.sent.length = 0;
            const data = { reason: 'service-restart', reconnectAfterMs: 1 };
            first.hear({ data: JSON.stringify({ type: 'goodbye', data }) });
            const asked = [
              parley.send('leaving', 'two'),
              parley.edit('leaving', messageId, 'one, changed'),
              parley.join('another'),
            ];
            const onTheOld = [...first.sent];
            first.close();
            await Promise.all(asked);
            parley.close();
            return { onTheOld, connections: sockets.length };
            """);

    assertThat(told).isEqualTo(Map.of("onTheOld", List.of(), "connections", 2));
  }

  @Test
  void joiningOnceMoreSkipsNothingThatWasUnderWay() {
    Object told =
        library.run(
            """
            class Lossy extends WebSocket {
              set onmessage(handler) {
                super.onmessage = event => event.data.includes('lose this') || handler(event);
              }
            }
            const reader = connect(url, { name: 'Reader', WebSocket: Lossy, batch: false });
            const writer = connect(url, { name: 'Writer' });
            const seen = [];
            const missed = [];
            reader.on('chat:message', message => seen.push(message.seq));
            reader.on('room:resumed', room => missed.push(room.missed));
            await reader.join('twice');
            await writer.join('twice');
            await writer.send('twice', 'one');
            await until(() => seen.length === 1);
            const lost = await writer.send('twice', 'lose this');
            await writer.edit('twice', lost.messageId, 'two');
            const both = await Promise.all([reader.join('twice'), reader.join('twice')]);
            const told = { seen, missed, recovered: both.map(state => state.recovered) };
            reader.close();
            writer.close();
            return told;
            """);

    assertThat(told)
        .isEqualTo(
            Map.of("seen", List.of(1, 2), "missed", List.of(1), "recovered", List.of(true, true)));
  }

  @Test
  void whatIsSentWithoutConnectionWaitsInABoundedQueueAndKeepsItsOrder() {
    library.run(
        """
        window.states = [];
        window.seen = [];
        window.parley = connect(url, { name: 'Ada', maxQueued: 3 });
        parley.on('state', ({ state }) => states.push(state));
        parley.on('chat:message', ({ content }) => seen.push(content));
        await parley.join('queue');
        await parley.send('queue', 'zero');
        """);
    proxy.cutAndStayDown();
    Object refused =
        library.run(
            """
            await until(() => parley.state === 'reconnecting');
            window.sent = ['one', 'two', 'three'].map(words => parley.send('queue', words));
            const refused = await parley.send('queue', 'four').catch(error => error.code);
            return { refused, queued: parley.queued };
            """);
    proxy.restore();
    Object seqs =
        library.run(
            """
            parley.reconnect();
            const acks = await Promise.all(sent);
            await until(() => seen.length === 4);
            parley.close();
            return { seqs: acks.map(ack => ack.seq), seen, queued: parley.queued };
            """);

    assertThat(refused).isEqualTo(Map.of("refused", "queue-full", "queued", 3));
    assertThat(seqs)
        .isEqualTo(
            Map.of(
                "seqs",
                List.of(2, 3, 4),
                "seen",
                List.of("zero", "one", "two", "three"),
                "queued",
                0));
  }

  @Test
  void cutsInTheMiddleOfABurstLoseNothingAndDoubleNothing() {
    library.run(
        """
        window.seen = [];
        window.parley = connect(url, { name: 'Ada', backoffBaseMs: 20, backoffCapMs: 100 });
        parley.on('chat:message', ({ content }) => seen.push(content));
        await parley.join('burst');
        window.sent = Promise.all(Array.from({ length: 60 }, (_, i) => parley.send('burst', `${i}`)));
        """);
    for (int cut = 1; cut <= 3; cut++) {
      library.run("await until(() => seen.length >= args[0] * 10);", cut);
      proxy.cut();
    }
    Object seen =
        library.run(
            """
            await sent;
            await until(() => seen.length >= 60);
            const page = await parley.history('burst', { limit: 100 });
            parley.close();
            return [seen, page.messages.map(message => message.content)];
            """);

    List<String> all = IntStream.range(0, 60).mapToObj(String::valueOf).toList();
    assertThat(seen).isEqualTo(List.of(all, all));
    assertThat(proxy.connections()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void moreThanTheRateLimitTakesIsPacedNotRefused() {
    Object told =
        library.run(
            """
            const parley = connect(url, { name: 'Ada' });
            const states = [];
            const queued = [];
            parley.on('state', ({ state }) => states.push(state));
            parley.on('outgoing', ({ key, status }) => status === 'queued' && queued.push(key));
            await parley.join('pace');
            const acks = await Promise.all(
              Array.from({ length: 100 }, (_, i) => parley.send('pace', `${i}`)));
            parley.close();
            const inOrder = acks.every((ack, i) => ack.seq === i + 1);
            return { inOrder, tries: queued.length, states };
            """);

    assertThat(told)
        .isEqualTo(Map.of("inOrder", true, "tries", 100, "states", List.of("online", "closed")));
  }

  @Test
  void refusalsAreTyped() {
    Object errors =
        library.run(
            """
            const parley = connect(url, { name: 'Ada' });
            const codeOf = promise => promise.then(() => 'done', error => error.code);
            await parley.join('refusals');
            const empty = await parley.send('refusals', '').catch(error => error);
            const codes = [
              await codeOf(parley.send('elsewhere', 'hello')),
              await codeOf(parley.join('no room')),
              await codeOf(parley.history('elsewhere')),
              await codeOf(parley.emit({ all: true }, 'alarm')),
            ];
            parley.close();
            codes.push(await codeOf(parley.send('refusals', 'too late')));
            const typed = empty instanceof ParleyError;
            return { typed, code: empty.code, path: empty.violations[0].path, codes };
            """);

    assertThat(errors)
        .isEqualTo(
            Map.of(
                "typed",
                true,
                "code",
                "invalid",
                "path",
                "content",
                "codes",
                List.of("not-joined", "invalid", "not-joined", "forbidden", "closed")));
  }

  @Test
  void eventsAreAnsweredAndTheSilentAreNamed() {
    Object told =
        library.run(
            """
            const [ada, ben, cleo] = ['Ada', 'Ben', 'Cleo'].map(name => connect(url, { name }));
            ben.on('event', ({ event, payload, from, reply }) => reply(
              { event, payload, from: from.username }));
            for (const one of [ada, ben, cleo]) await one.join('vote');
            const result = await ada.emit({ room: 'vote' }, 'vote', 'pizza?',
              { ackWithinMs: 500, exceptSelf: true });
            const { delivered, answers, silent } = result;
            const told = {
              delivered,
              answers: answers.map(answer => answer.payload),
              silentIsCleo: silent.length === 1 && silent[0].clientId === cleo.clientId,
            };
            for (const one of [ada, ben, cleo]) one.close();
            return told;
            """);

    assertThat(told)
        .isEqualTo(
            Map.of(
                "delivered",
                2,
                "answers",
                List.of(Map.of("event", "vote", "payload", "pizza?", "from", "Ada")),
                "silentIsCleo",
                true));
  }

  @Test
  void aGuestComesBackAsTheSameAndAForgedTokenAsANewOne() {
    Object told =
        library.run(
            """
            const meet = async () => {
              const parley = connect(url, { name: 'Ada', storage: localStorage });
              const { user } = await parley.ready;
              parley.close();
              return user.id;
            };
            const first = await meet();
            const second = await meet();
            const [key] = Object.keys(localStorage).filter(key => key.startsWith('parley:guest:'));
            localStorage.setItem(key, JSON.stringify({ name: 'Ada', token: 'forged' }));
            const third = await meet();
            return { same: first === second, another: third !== first };
            """);

    assertThat(told).isEqualTo(Map.of("same", true, "another", true));
  }

  @Test
  void aTokenThatProvesNothingEndsItForGood() {
    Object told =
        library.run(
            """
            const parley = connect(url, { token: 'forged' });
            const ends = [];
            parley.on('state', ({ state, code, reason }) => ends.push({ state, code, reason }));
            const ready = await parley.ready.catch(error => error.code);
            return { ready, ends, state: parley.state };
            """);

    assertThat(told)
        .isEqualTo(
            Map.of(
                "ready",
                "closed",
                "ends",
                List.of(Map.of("state", "closed", "code", 1008, "reason", "invalid-token")),
                "state",
                "closed"));
  }

  @Test
  void aRefusedHandshakeEndsItForGoodWithTheServersReason() {
    Object told =
        library.run(
            """
            const parley = connect(url, { name: '' });
            const ends = [];
            parley.on('state', ({ state, code }) => state === 'closed' && ends.push(code));
            const joined = parley.join('refused').catch(error => error.code);
            const { code, message } = await parley.ready.catch(error => error);
            return { code, message, ends, joined: await joined };
            """);

    assertThat(told)
        .isEqualTo(
            Map.of(
                "code",
                "refused",
                "message",
                "name must be 1–64 characters, one of them visible and none hidden, was \"\"",
                "ends",
                List.of(400),
                "joined",
                "closed"));
  }

  @Test
  void aTokenIsRenewedBeforeItRunsOut() {
    String expiring = SignedTokens.of("u-renewed", "Ada", List.of(), Duration.ofSeconds(8));
    String renewed = SignedTokens.of("u-renewed", "Ada", List.of(), Duration.ofMinutes(10));

    Object told =
        library.run(
            """
            const [tokens, expiry] = [args.slice(), Date.now() + 8000];
            const parley = connect(url, { getToken: async () => tokens.shift() });
            const states = [];
            parley.on('state', ({ state }) => states.push(state));
            await parley.join('renewed');
            const { clientId } = parley;
            await until(() => Date.now() > expiry + 1000);
            await parley.send('renewed', 'Still here');
            const told = { states: [...states], left: tokens.length, user: parley.user.id };
            parley.close();
            return { ...told, same: parley.clientId === clientId };
            """,
            expiring,
            renewed);

    assertThat(told)
        .isEqualTo(
            Map.of("states", List.of("online"), "left", 0, "same", true, "user", "u-renewed"));
  }

  @Test
  void aClockThatIsAheadMakesNoStormOfRenewals() {
    page.clock()
        .install(
            new Clock.InstallOptions().setTime(Date.from(Instant.now().plus(Duration.ofHours(2)))));
    String token = SignedTokens.of("u-ahead", "Ada", List.of(), Duration.ofHours(1));

    Object asked =
        library.run(
            """
            let asked = 0;
            const parley = connect(url, { getToken: async () => (asked += 1, args[0]) });
            await parley.join('ahead');
            for (let i = 0; i < 20; i++) await parley.history('ahead');
            parley.close();
            return asked;
            """,
            token);

    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aRenewalThatIsRefusedIsTriedAgain() {
    page.clock().install();
    library.run(
        """
        const tokens = args.slice();
        window.left = tokens;
        window.refused = [];
        window.parley = connect(url, { getToken: async () => tokens.shift() });
        parley.on('error', ({ code }) => refused.push(code));
        await parley.join('tried-again');
        """,
        SignedTokens.of("u-again", "Ada", List.of(), Duration.ofMinutes(10)),
        SignedTokens.forged("u-again"),
        SignedTokens.of("u-again", "Ada", List.of(), Duration.ofMinutes(20)));
    page.clock().fastForward("09:31");
    Object refused = library.run("await until(() => refused.length === 1); return [...refused];");
    page.clock().fastForward("00:06");
    Object left =
        library.run(
            """
            await until(() => left.length === 0);
            await parley.send('tried-again', 'Still here');
            const told = [left.length, refused.length];
            parley.close();
            return told;
            """);

    assertThat(refused).isEqualTo(List.of("unauthenticated"));
    assertThat(left).isEqualTo(List.of(0, 1));
  }

  @Test
  void whoIsInvitedComesInAndWhoIsNoMoreIsOutAndHearsIt() {
    Object told =
        library.run(
            """
            const boss = connect(url, { token: args[0] });
            const ben = connect(url, { token: args[1] });
            const room = 'private:library';
            const told = [];
            ben.on('room:invited', ({ roomId, moderator, by }) => told.push([roomId, moderator, by]));
            ben.on('room:uninvited', ({ roomId, by }) => told.push([roomId, by]));
            ben.on('room:lost', ({ roomId, error }) => told.push([roomId, error.code]));
            await boss.join(room);
            const outside = await ben.join(room).catch(error => error.code);
            const { moderator } = await boss.invite(room, 'u-lib-ben', { moderator: true });
            await ben.join(room);
            const { invitations, more } = await ben.invitations();
            await boss.uninvite(room, 'u-lib-ben');
            await until(() => told.length === 3);
            const sent = await ben.send(room, 'Still here?').catch(error => error.code);
            const result = {
              told, outside, moderator, more, sent,
              invitations: invitations.map(({ roomId }) => roomId), rooms: ben.rooms,
            };
            boss.close();
            ben.close();
            return result;
            """,
            SignedTokens.of("u-lib-boss", "Boss", "moderator"),
            SignedTokens.of("u-lib-ben", "Ben"));

    String room = "private:library";
    assertThat(told)
        .isEqualTo(
            Map.of(
                "told",
                List.of(
                    List.of(room, true, "u-lib-boss"),
                    List.of(room, "u-lib-boss"),
                    List.of(room, "not-found")),
                "outside",
                "not-found",
                "moderator",
                true,
                "more",
                false,
                "sent",
                "not-found",
                "invitations",
                List.of(room),
                "rooms",
                List.of()));
  }

  @Test
  void whoMayStayAllTheSameGoesOnAfterAnInvitationIsTakenBack() {
    Object told =
        library.run(
            """
            const boss = connect(url, { token: args[0] });
            const other = connect(url, { token: args[1] });
            const room = 'private:both';
            const told = [];
            other.on('room:lost', ({ error }) => told.push(error.code));
            other.on('room:resumed', ({ recovered }) => told.push(recovered));
            other.on('chat:message', ({ content }) => told.push(content));
            await boss.join(room);
            await boss.invite(room, 'u-lib-other');
            await other.join(room);
            await boss.uninvite(room, 'u-lib-other');
            await until(() => told.length === 1);
            await boss.send(room, 'for both');
            await until(() => told.length === 2);
            boss.close();
            other.close();
            return told;
            """,
            SignedTokens.of("u-lib-boss2", "Boss", "moderator"),
            SignedTokens.of("u-lib-other", "Other", "moderator"));

    assertThat(told).isEqualTo(List.of(true, "for both"));
  }

  @Test
  void aTokenThatAllowsLessTakesTheRoomsAwayAndTheApplicationHearsIt() {
    page.clock().install();
    library.run(
        """
        const tokens = args.slice();
        window.lost = [];
        window.parley = connect(url, { getToken: async () => tokens.shift() });
        parley.on('room:lost', ({ roomId, error }) => lost.push([roomId, error.code]));
        await parley.join('staff:desk');
        await parley.join('for-everybody');
        """,
        SignedTokens.of("u-demoted", "Ada", List.of("staff"), Duration.ofMinutes(10)),
        SignedTokens.of("u-demoted", "Ada", List.of(), Duration.ofMinutes(20)));
    page.clock().fastForward("09:31");
    Object told =
        library.run(
            """
            await until(() => lost.length === 1);
            const told = [lost[0], parley.rooms];
            parley.close();
            return told;
            """);

    assertThat(told)
        .isEqualTo(List.of(List.of("staff:desk", "not-found"), List.of("for-everybody")));
  }

  @Test
  void silenceIsNotTakenForLife() {
    library.run(
        """
        window.ends = [];
        window.parley = connect(url, { name: 'Ada', pongTimeoutMs: 200 });
        parley.on('state', ({ state, reason }) => ends.push([state, reason ?? '']));
        await parley.ready;
        """);
    proxy.fallSilent();
    Object noticed =
        library.run(
            """
            parley.reconnect();
            await until(() => parley.state === 'reconnecting');
            return ends;
            """);
    proxy.restore();
    Object back =
        library.run(
            """
            parley.reconnect();
            await until(() => parley.state === 'online');
            parley.close();
            return parley.state;
            """);

    assertThat(noticed)
        .isEqualTo(List.of(List.of("online", ""), List.of("reconnecting", "no-pong")));
    assertThat(back).isEqualTo("closed");
  }
}

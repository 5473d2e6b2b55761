package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.testkit.Browser;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.SharedGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of the console in the README from some minutes of a real server. No part of
 * the tests; run by {@code mvn verify -Dskip.unit -Dskip.wildfly -Dit.test=ConsoleScreenshots}.
 */
class ConsoleScreenshots {
  private static final int TRAFFIC_MS = 110_000;
  private static final Path IMAGES = Path.of("src", "site", "resources", "images");

  private static final String TRAFFIC =
      """
      const names = ['Jonas Weber', 'Priya Nair', 'Tomás Silva', 'Ines Moreau', 'Ada Brandt', 'Ben Okoro',
        'Clara Voss', 'Dimitri Lang', 'Eve Santos', 'Farid Amini', 'Greta Holm', 'Hugo Blanc'];
      const rooms = ['release', 'support', 'engineering', 'lobby', 'stand-up', 'design', 'press'];
      const people = names.map(name => connect(url, { name }));
      for (const [i, one] of people.entries()) {
        for (const room of rooms.slice(0, 2 + i % 4)) await one.join(room);
      }
      const end = Date.now() + args[0];
      const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
      for (let n = 0; Date.now() < end; n++) {
        const busy = 1 + Math.round(3 + 2.5 * Math.sin(n / 14) + 1.5 * Math.sin(n / 5));
        for (let i = 0; i < busy; i++) {
          const one = people[(n + i * 5) % people.length];
          one.send(rooms[(n + i) % 2], 'Ticket ' + (4700 + n)).catch(() => {});
        }
        if (n % 40 === 11) {
          const loud = connect(url, { name: 'Loud' });
          await loud.join('lobby');
          for (let i = 0; i < 60; i++) loud.send('lobby', 'Again ' + i).catch(() => {});
          setTimeout(() => loud.close(), 4000);
        }
        await wait(500);
      }
      window.people = people;
      """;

  private static final String TALK =
      """
      const [jonas, priya, tomás, ines] = people;
      const say = async (who, words) => {
        await who.join('launch');
        return who.send('launch', words);
      };
      await say(ines, 'The launch page is up. Questions go here.');
      await say(jonas, 'Does the free plan keep its history?');
      await say(ines, 'Yes, for a year.');
      await say(tomás, 'BUY FOLLOWERS NOW www.example.com');
      await say(tomás, 'BUY FOLLOWERS NOW www.example.com');
      await say(priya, 'Not here, please.');
      await say(jonas, 'Could a moderator have a look?');
      for (const one of people.slice(4, 9)) await one.join('launch');
      """;

  @Test
  void pictures() {
    try (GatewayServer server =
            GatewayServer.start(SharedGateway.options().with("parley.node.name", "chat-1"));
        Browser browser = Browser.open()) {
      LibraryPage others = new LibraryPage(browser.newWindow().newPage(), server.baseUri());
      others.run(TRAFFIC, TRAFFIC_MS);
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        overview(browser, server, scheme);
      }
      others.run(TALK);
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        room(browser, server, scheme);
      }
    }
  }

  private static ConsoleWindow enter(Browser browser, GatewayServer server, ColorScheme scheme) {
    return ConsoleWindow.signedIn(
        browser,
        server.baseUri(),
        "Mara Lind",
        "moderator",
        new NewContextOptions()
            .setLocale("en-GB")
            .setViewportSize(1280, 800)
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE));
  }

  private static void overview(Browser browser, GatewayServer server, ColorScheme scheme) {
    try (ConsoleWindow mara = enter(browser, server, scheme)) {
      assertThat(mara.page().locator("live-chart .stroke").first()).isAttached();
      picture(mara.page(), "overview", scheme);
    }
  }

  private static void room(Browser browser, GatewayServer server, ColorScheme scheme) {
    try (ConsoleWindow mara = enter(browser, server, scheme)) {
      mara.visit("room/launch");
      assertThat(mara.feed()).containsText("Could a moderator have a look?");
      if (scheme == ColorScheme.LIGHT) {
        mara.button("Slow mode").click();
        mara.confirm();
        mara.said("FOLLOWERS").hover();
        mara.said("FOLLOWERS").getByTitle("Remove").click();
        mara.confirm();
      }
      assertThat(mara.page().locator(".page-head .tags")).containsText("Slow");
      assertThat(mara.feed()).containsText("Message removed");
      mara.said("FOLLOWERS").hover();
      picture(mara.page(), "room", scheme);
    }
  }

  private static void picture(Page page, String what, ColorScheme scheme) {
    String name =
        "console-%s-%s.png".formatted(what, scheme.name().toLowerCase(java.util.Locale.ROOT));
    page.screenshot(new ScreenshotOptions().setPath(IMAGES.resolve(name)));
  }
}

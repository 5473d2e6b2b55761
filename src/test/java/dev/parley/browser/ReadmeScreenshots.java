package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.parley.testkit.Browser;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.ServerOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of the README from a conversation on a real server. No part of the tests; run
 * by {@code mvn verify -Dskip.unit -Dskip.wildfly -Dit.test=ReadmeScreenshots}.
 */
class ReadmeScreenshots {
  private static final Path IMAGES = Path.of("src", "site", "resources", "images");

  private static final String CONVERSATION =
      """
      const others = {};
      for (const name of ['Jonas Weber', 'Priya Nair', 'Tomás Silva', 'Ines Moreau']) {
        others[name.split(' ')[0].toLowerCase()] = connect(url, { name });
      }
      const { jonas, priya, tomás, ines } = others;
      for (const one of Object.values(others)) await one.join('release');
      await tomás.setPresence('busy', 'On call');
      await ines.setPresence('away', 'Back at three');
      const say = (who, words) => who.send('release', words);
      await say(ines, 'The release notes are in the wiki. Please read them once more.');
      await say(priya, 'Read, and two words changed.');
      await say(jonas, 'Morning! 2.4 is tagged. Who has looked at the migration?');
      await say(priya, 'I have. It runs in four seconds on a copy of production.');
      const draft = await say(priya, 'The rollback is in the runbook, step 7.');
      const slip = await say(tomás, 'wrong room, sorry');
      await tomás.delete('release', slip.messageId);
      await priya.edit('release', draft.messageId, 'The rollback is in the runbook, step 9.');
      await say(tomás, 'Then let us go at two. I pulled the plug on staging twice: everybody came'
        + ' back by themselves, nothing lost, nothing twice.');
      window.others = others;
      """;

  private static final String FINISH =
      """
      const { jonas, priya } = others;
      await jonas.send('release', 'Two it is. I keep the room open until it is out.');
      await jonas.join('support');
      for (const words of ['Ticket 4711 is back', 'Same customer', 'Solved']) {
        await jonas.send('support', words);
      }
      priya.typing('release');
      """;

  @Test
  void light() {
    picture(ColorScheme.LIGHT, "chat-light.png");
  }

  @Test
  void dark() {
    picture(ColorScheme.DARK, "chat-dark.png");
  }

  private static void picture(ColorScheme scheme, String file) {
    NewContextOptions options =
        new NewContextOptions()
            .setViewportSize(1280, 800)
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE);
    try (GatewayServer server = GatewayServer.start(ServerOptions.guests());
        Browser browser = Browser.open();
        ChatWindow mara = ChatWindow.open(browser, server.baseUri(), "release", options)) {
      LibraryPage others = new LibraryPage(browser.newWindow().newPage(), server.baseUri());
      others.run(CONVERSATION);
      mara.enterAs("Mara Lind");
      for (String room : new String[] {"engineering", "support", "lobby"}) {
        mara.join(room);
      }
      mara.visit("release");
      mara.say("Good. I write the note to the customers now, and post it here first.");
      assertThat(mara.timeline().locator("article[data-own][data-message]")).isVisible();
      others.run(FINISH);
      assertThat(mara.room("support").locator(".badge")).hasText("3 unread");
      assertThat(mara.typing()).hasText("Priya Nair is typing");
      mara.page().mouse().move(640, 790);
      mara.page().screenshot(new ScreenshotOptions().setPath(IMAGES.resolve(file)));
    }
  }
}

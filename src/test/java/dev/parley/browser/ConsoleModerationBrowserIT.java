package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What moderators do in the console, and what comes of it in the other's window. */
class ConsoleModerationBrowserIT extends ConsoleJourney {
  private static final String MARKUP = "<img src=x onerror=alert(1)>";

  private final String room = unique("moderated");

  private ConsoleWindow inRoom(ConsoleWindow window) {
    window.visit("room/" + room);
    assertThat(window.page().locator(".state")).hasText("Live");
    return window;
  }

  private static Locator tags(ConsoleWindow window) {
    return window.page().locator(".page-head .tags");
  }

  @Test
  void aRoomIsShieldedInOneClickAndOpenedAgainInAnother() {
    ChatWindow mallory = guest(room, "Mallory");
    ConsoleWindow mia = inRoom(moderator());

    mia.button("Shield the room").click();
    assertThat(mia.offered()).containsText("The shield is up.");
    assertThat(tags(mia)).containsText("Locked");
    assertThat(tags(mia)).containsText("Members only");
    assertThat(tags(mia)).containsText("Slow: 30 s");
    assertThat(mallory.moderation()).containsText("members");
    mallory.say("Ha");
    assertThat(mallory.message("Ha")).containsText("Not sent");
    assertThat(mallory.composer()).not().isEditable();

    mia.undo();
    assertThat(tags(mia)).hasCount(0);
    assertThat(mallory.composer()).isEditable();
    mallory.say("Sorry");
    assertThat(mia.feed()).containsText("Sorry");
  }

  @Test
  void whatHoldsInARoomIsSeenByAllAndInTheList() {
    ChatWindow mallory = guest(room, "Mallory");
    ChatWindow ben = guest(unique("elsewhere"), "Ben");
    ConsoleWindow mia = inRoom(moderator());

    mia.button("Locked").click();
    assertThat(tags(mia)).containsText("Locked");
    ben.join(room);
    assertThat(ben.moderation()).containsText("You cannot enter " + room);

    mia.button("Slow mode").click();
    mia.page().getByLabel("Seconds between two messages").fill("600");
    mia.confirm();
    assertThat(mia.offered()).isVisible();
    assertThat(tags(mia)).containsText("Slow: 600 s");
    assertThat(mallory.moderation()).containsText("Slow mode");
    mallory.say("one");
    assertThat(mallory.page().locator("#composer-clock")).containsText("Slow mode");
    mia.undo();
    assertThat(tags(mia)).not().containsText("Slow");
    mallory.say("two");
    assertThat(mia.feed()).containsText("two");

    mia.visit("rooms");
    mia.page().getByLabel("Search rooms").fill(room);
    assertThat(mia.page().locator("tbody tr").first().locator(".tags")).hasText("Locked");
  }

  @Test
  void aMessageGoesAndComesBackAndAllOfSomebodyGo() {
    ChatWindow mallory = guest(room, "<b>Mallory</b>");
    for (String words : new String[] {"one", MARKUP, "three"}) {
      mallory.say(words);
    }
    ConsoleWindow mia = inRoom(moderator());
    assertThat(mia.feed()).containsText("three");
    assertThat(mia.page().locator(".feed img, .feed b")).hasCount(0);

    press(mia.said(MARKUP), "Remove");
    mia.confirm();
    assertThat(mia.offered()).isVisible();
    assertThat(mallory.message("Message removed")).isVisible();
    mia.undo();
    assertThat(mallory.message(MARKUP)).isVisible();
    press(mia.said(MARKUP), "Remove");
    mia.confirm();
    assertThat(mallory.message("Message removed")).isVisible();
    press(mia.said("Message removed"), "Restore");
    assertThat(mallory.message(MARKUP)).isVisible();

    press(mia.said("three"), "Purge messages");
    assertThat(mia.page().locator("dialog")).containsText("3 messages would be removed.");
    mia.page().getByLabel("Since when").selectOption("other");
    assertThat(mia.page().locator("dialog .danger")).isDisabled(); // no time is chosen yet
    mia.page().getByLabel("Since when").selectOption("all");
    assertThat(mia.page().locator("dialog")).containsText("3 messages would be removed.");
    mia.confirm();
    assertThat(mallory.message("Message removed")).hasCount(3);
  }

  private static void press(Locator said, String title) {
    said.hover();
    said.getByTitle(title).click();
  }

  @Test
  void theFeedJumpsToAMomentAndBack() {
    ChatWindow mallory = guest(room, "Mallory");
    mallory.say("long ago");
    ConsoleWindow mia = inRoom(moderator());
    assertThat(mia.feed()).containsText("long ago");
    jump(mia, Instant.now().minus(1, ChronoUnit.HOURS));
    assertThat(mia.feed()).containsText("long ago");
    mallory.say("just now");
    assertThat(mallory.message("just now")).isVisible();
    jump(mia, Instant.now().plus(1, ChronoUnit.HOURS));
    assertThat(mia.feed()).containsText("Nothing was said since then");
    mia.button("This is the past").click();
    assertThat(mia.feed()).containsText("just now");
  }

  private static void jump(ConsoleWindow mia, Instant moment) {
    LocalDateTime local =
        LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
    mia.page()
        .getByLabel("Show from this moment on")
        .fill(local.toString()); // as browsers write it
    mia.button("Jump").click();
    assertThat(mia.button("This is the past")).isVisible();
  }

  @Test
  void whoIsKickedAndBannedComesBackWhenItIsLiftedAndCanBeDisconnected() {
    ChatWindow mallory = guest(room, "Mallory");
    mallory.say("Ha");
    String id = mallory.idOf("Mallory");
    ConsoleWindow mia = inRoom(moderator());
    act(mia, "Kick");
    assertThat(mia.offered()).isVisible();
    assertThat(mallory.moderation()).containsText("put you out of " + room);
    mia.undo();
    mallory.button("Enter again").click();
    assertThat(mallory.member("Mallory")).isVisible();
    act(mia, "Ban");
    assertThat(mallory.moderation()).containsText("banned you from " + room);

    mia.visit("user/" + id);
    mia.page().locator(".imposed button").click();
    mia.page().getByLabel("Reason").fill("enough");
    mia.confirm();
    assertThat(mia.page().locator(".imposed")).hasCount(0);
    mallory.button("Enter again").click();
    assertThat(mallory.member("Mallory")).isVisible();

    assertThat(mia.page().locator("page-user meter")).hasCount(1);
    mia.page().locator("page-user .cards").getByText("Disconnect this session").click();
    mia.confirm();
    assertThat(mallory.banner()).containsText("A moderator has ended your connection");
  }

  private static void act(ConsoleWindow mia, String what) {
    mia.said("Ha").hover();
    mia.said("Ha").getByTitle("Mute, kick or ban").click();
    mia.page().locator("dialog .choice label", new Page.LocatorOptions().setHasText(what)).click();
    mia.confirm();
  }
}

package dev.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.parley.testkit.wire.SignedTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The audit log, API keys, settings. */
class ConsoleRecordsBrowserIT extends ConsoleJourney {
  @Test
  void theAuditLogIsSearchedAndSaved() throws IOException {
    String room = unique("audited");
    guest(room, "Ada");
    ConsoleWindow mia = moderator();
    Page page = mia.page();
    mia.visit("room/" + room);
    for (String control : new String[] {"Read only", "Members only"}) {
      mia.button(control).click();
      assertThat(page.locator(".page-head .tags")).containsText(control);
    }

    mia.visit("audit");
    page.getByLabel("Room").fill(room);
    assertThat(page.locator("tbody tr")).hasCount(2);
    page.getByLabel("Act").selectOption("ban");
    assertThat(mia.page().locator(".empty")).isVisible();
    page.getByLabel("Act").selectOption("room-controls");
    assertThat(page.locator("tbody tr")).hasCount(2);
    assertThat(page.locator("tbody tr").first())
        .containsText("read-only → read-only, members only");
    Download saved = page.waitForDownload(() -> mia.button("Save as CSV").click());
    Assertions.assertThat(saved.suggestedFilename()).isEqualTo("parley-audit.csv");
    Assertions.assertThat(Files.readAllLines(saved.path()))
        .hasSize(3)
        .first()
        .isEqualTo("id,at,by,action,userId,address,roomId,reason,before,after");
  }

  @Test
  void aKeyIsMadeAndShownOnceAndRevoked() {
    String service = "svc" + unique("").substring(0, 20);
    String room = unique("served");
    ConsoleWindow boss = admin();
    Page page = boss.page();
    boss.visit("keys");
    boss.button("New key").click();
    page.locator("#key-service").fill(service);
    page.locator("#key-rooms").fill(room);
    page.locator("dialog .primary").click();
    String key = page.locator("dialog .secret code").textContent();
    Assertions.assertThat(publish(page, key, room)).isEqualTo(201);
    page.locator("dialog .buttons button").click();
    assertThat(boss.button("New key")).isFocused();
    assertThat(page.locator("tbody")).containsText(service);
    assertThat(page.locator("body")).not().containsText(key);

    page.locator("tr", new Page.LocatorOptions().setHasText(service)).getByText("Revoke").click();
    boss.confirm();
    assertThat(page.locator("page-keys")).not().containsText(service);
    Assertions.assertThat(publish(page, key, room)).isEqualTo(401);
  }

  private static int publish(Page page, String key, String room) {
    APIResponse answer =
        page.context()
            .request()
            .post(
                BASE + "api/messages",
                RequestOptions.create()
                    .setHeader("Authorization", "Bearer " + key)
                    .setData(Map.of("roomId", room, "content", "served")));
    return answer.status();
  }

  @Test
  void settingsAreShownWithoutSecrets() {
    ConsoleWindow boss = admin();
    Page page = boss.page();
    boss.visit("settings");
    assertThat(page.locator("page-settings")).containsText("batch-entries");
    assertThat(page.locator("page-settings")).containsText("set, and hidden");
    Assertions.assertThat(page.content()).doesNotContain(SignedTokens.SECRET);
    page.getByLabel("Search settings").fill("history.writers");
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.getByLabel("Search settings").fill("");
    page.getByLabel("Show what is not the default alone").check();
    assertThat(page.locator("page-settings")).containsText("hs256-secret");
    assertThat(page.locator("page-settings")).not().containsText("batch-entries");

    ConsoleWindow mia = moderator();
    assertThat(mia.link("Settings")).hasCount(0);
    assertThat(mia.link("API keys")).hasCount(0);
  }
}

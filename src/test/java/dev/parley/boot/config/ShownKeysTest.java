package dev.parley.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValue;
import dev.parley.console.Setting;
import dev.parley.console.SettingsInForce;
import dev.parley.history.jpa.TestKeys;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShownKeysTest {
  private static final String SECRET = "correct horse battery staple, and more of it";
  private static final Map<String, String> SECRETS =
      Map.of(
          "parley.encryption.keyset",
          TestKeys.FIRST,
          "parley.identity.guests.secret",
          SECRET,
          "parley.identity.tokens.hs256-secret",
          SECRET + "2",
          "parley.metrics.token",
          SECRET + "3");

  private final Map<String, ConfigValue> documented =
      Keys.leaves("parley", ConfigurationLoader.reference().getObject("parley"));

  /** Whoever adds a key that holds a text has to say here that it is secret, or there that not. */
  @Test
  void everyKeyIsShownButTheseSecrets() {
    Set<String> hidden =
        documented.entrySet().stream()
            .filter(each -> !ShownKeys.has(each.getKey(), each.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertThat(hidden).isEqualTo(SECRETS.keySet());
    assertThat(documented.keySet()).containsAll(ShownKeys.named());
  }

  @Test
  void noSecretLeaves() {
    Properties properties = new Properties();
    properties.putAll(SECRETS);
    properties.setProperty("parley.history.writers", "3");
    SettingsInForce inForce = new ConfigurationLoader(Map.of(), properties).load().inForce();

    for (String secret : SECRETS.values()) {
      assertThat(inForce.toString()).doesNotContain(secret);
    }
    assertThat(inForce.settings())
        .filteredOn(setting -> setting.value() == null)
        .extracting(Setting::key)
        .containsExactlyInAnyOrderElementsOf(SECRETS.keySet());
    assertThat(inForce.settings())
        .filteredOn(setting -> setting.key().equals("parley.history.writers"))
        .singleElement()
        .satisfies(
            setting -> {
              assertThat(List.of(setting.value(), setting.usual())).containsExactly("3", "2");
              assertThat(setting.origin()).isEqualTo("system property parley.history.writers");
              assertThat(setting.about()).startsWith("Threads that commit");
              assertThat(setting.isUsual()).isFalse();
            });
  }

  @Test
  void settingsComeInTheOrderInWhichTheyAreDocumented() {
    assertThat(new ConfigurationLoader(Map.of(), new Properties()).load().inForce().settings())
        .extracting(Setting::key)
        .startsWith("parley.history.writers", "parley.history.batch-entries")
        .endsWith("parley.metrics.token", "parley.metrics.token-file")
        .hasSameSizeAs(documented.keySet());
  }
}

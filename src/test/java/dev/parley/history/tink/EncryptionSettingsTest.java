package dev.parley.history.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.boot.config.ConfigurationException;
import dev.parley.boot.config.ConfigurationLoader;
import dev.parley.boot.config.Problem;
import dev.parley.boot.config.TestSettings;
import dev.parley.history.BodyCipher;
import dev.parley.history.UndecryptableException;
import dev.parley.history.jpa.TestKeys;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionSettingsTest {
  private static BodyCipher cipher(String keyset) {
    return TestSettings.with("parley.encryption.keyset", keyset).encryption().cipher();
  }

  @Test
  void readsWhatItEncryptedInTheSameContextAlone() {
    BodyCipher cipher = cipher(TestKeys.FIRST);
    byte[] encrypted = cipher.encrypt("Zoë 😀", "here");

    assertThat(cipher.decrypt(encrypted, "here")).isEqualTo("Zoë 😀");
    assertThat(cipher.encrypt("Zoë 😀", "here")).isNotEqualTo(encrypted);
    assertThatThrownBy(() -> cipher.decrypt(encrypted, "there"))
        .isInstanceOf(UndecryptableException.class)
        .hasMessage("it is not what key 1001 encrypted there");
    encrypted[encrypted.length - 1] ^= 1;
    assertThatThrownBy(() -> cipher.decrypt(encrypted, "here"))
        .isInstanceOf(UndecryptableException.class);
    assertThatThrownBy(() -> cipher.decrypt(new byte[3], "here"))
        .isInstanceOf(UndecryptableException.class);
  }

  @Test
  void afterRotationTheNewKeyEncryptsAndTheOldOneReads() {
    byte[] old = cipher(TestKeys.FIRST).encrypt("old", "c");
    BodyCipher rotated = cipher(TestKeys.ROTATED);

    assertThat(rotated.decrypt(old, "c")).isEqualTo("old");
    assertThat(rotated.primaryKey()).contains(2002L);
    assertThat(cipher(TestKeys.SECOND).decrypt(rotated.encrypt("new", "c"), "c")).isEqualTo("new");
    assertThatThrownBy(() -> cipher(TestKeys.SECOND).decrypt(old, "c"))
        .hasMessage("it is encrypted by key 1001, the keyset has [2002]");
    assertThatThrownBy(() -> cipher(TestKeys.FORGED).decrypt(old, "c"))
        .hasMessage("it is not what key 1001 encrypted there");
  }

  @Test
  void withoutAKeysetNothingIsEncryptedAndNothingRead() {
    BodyCipher none = cipher("");

    assertThat(none.primaryKey()).isEmpty();
    assertThatThrownBy(() -> none.encrypt("x", "c")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> none.decrypt(new byte[40], "c"))
        .isInstanceOf(UndecryptableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "not json: hunter2",
        "{\"primaryKeyId\":1,\"key\":[{\"keyId\":1,\"status\":\"ENABLED\",\"outputPrefixType\":\"RAW\","
            + "\"keyData\":{\"typeUrl\":\"type.googleapis.com/google.crypto.tink.AesGcmKey\","
            + "\"keyMaterialType\":\"SYMMETRIC\",\"value\":\"GhBBQUFBQUFBQUFBQUFBQUFB\"}}]}"
      })
  void whatIsNoSuchKeysetIsRefusedUnshown(String keyset) {
    Problem problem = problem("parley.encryption.keyset", keyset);

    assertThat(problem.key()).isEqualTo("parley.encryption.keyset");
    assertThat(problem.message())
        .startsWith("must be a keyset of Tink as JSON, not encrypted, of AES-GCM keys")
        .doesNotContain("hunter2", "GhBBQUF");
  }

  @Test
  void policyThatEncryptsNeedsAKeyset() {
    String policies = "[{ rooms = \"staff:*\", encrypt = true }]";

    Problem problem = problem("parley.room.policies", policies);

    assertThat(problem.key()).isEqualTo("parley.encryption");
    assertThat(problem.message())
        .isEqualTo("must have a keyset, because room.policies or room.defaults encrypt");
    assertThat(
            TestSettings.with(
                    "parley.room.policies", policies, "parley.encryption.keyset", TestKeys.FIRST)
                .room()
                .encrypts())
        .isTrue();
  }

  @Test
  void keysAreNeverShown() {
    assertThat(new EncryptionSettings(TestKeys.FIRST).toString()).doesNotContain("value");
    assertThat(Keyset.ofJson(TestKeys.ROTATED)).hasToString("Keyset[1001, 2002]");
    Properties properties = new Properties();
    properties.setProperty("parley.encryption.keyset", TestKeys.FIRST);
    assertThat(new ConfigurationLoader(Map.of(), properties).load().inForce().settings())
        .filteredOn(setting -> !setting.isUsual())
        .singleElement()
        .satisfies(setting -> assertThat(setting.shown()).isEqualTo("(hidden)"));
  }

  private static Problem problem(String key, String value) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> TestSettings.with(key, value));
    assertThat(refused.problems()).hasSize(1);
    return refused.problems().get(0);
  }
}

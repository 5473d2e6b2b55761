package dev.parley.boot.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which keys may be shown with their values. A number, a truth value, a duration, a size and the
 * path of a file can be no secret; every other key is held to be one unless it is named here, so
 * that a key that nobody has thought of is hidden.
 */
final class ShownKeys {
  private static final Pattern MEASURE = Pattern.compile("\\d+(\\.\\d+)?\\s*[A-Za-z]+");
  private static final String FILE = "-file";

  private static final Set<String> NAMED =
      Set.of(
          "parley.identity.tokens.public-key",
          "parley.identity.tokens.jwks.uri",
          "parley.identity.tokens.issuer",
          "parley.identity.tokens.audience",
          "parley.identity.tokens.algorithms",
          "parley.identity.tokens.claims.id",
          "parley.identity.tokens.claims.name",
          "parley.identity.tokens.claims.roles",
          "parley.identity.tokens.claims.rooms",
          "parley.identity.tokens.claims.tenant",
          "parley.identity.container.roles",
          "parley.identity.origins",
          "parley.node.name",
          "parley.node.url",
          "parley.http.trusted-proxies",
          "parley.http.forwarded-header",
          "parley.room.defaults.rooms",
          "parley.room.defaults.kind",
          "parley.room.defaults.max-age",
          "parley.room.defaults.max-messages",
          "parley.room.defaults.join",
          "parley.room.defaults.see",
          "parley.room.defaults.speak",
          "parley.room.defaults.announce",
          "parley.room.defaults.emit",
          "parley.room.defaults.moderate",
          "parley.room.policies",
          "parley.emit.to-room",
          "parley.emit.to-user",
          "parley.emit.to-any-user",
          "parley.emit.to-all",
          "parley.console.accounts.first",
          "parley.console.accounts.tenant",
          "parley.console.accounts.reset");

  private ShownKeys() {}

  /** Those that are named, for the test that holds them to the documented ones. */
  static Set<String> named() {
    return NAMED;
  }

  /**
   * Whether the key's values may be shown.
   *
   * @param documented its value in {@code reference.conf}, which tells what it holds
   */
  static boolean has(String key, ConfigValue documented) {
    ConfigValueType type = documented.valueType();
    return NAMED.contains(key)
        || key.endsWith(FILE)
        || type == ConfigValueType.NUMBER
        || type == ConfigValueType.BOOLEAN
        || MEASURE.matcher(String.valueOf(documented.unwrapped())).matches();
  }

  /** The value as JSON, and a text without its quotes. */
  static String text(ConfigValue value) {
    return value.unwrapped() instanceof String text
        ? text
        : value.render(ConfigRenderOptions.concise());
  }
}

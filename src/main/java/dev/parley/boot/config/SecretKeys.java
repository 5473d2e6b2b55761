package dev.parley.boot.config;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.regex.Pattern;

/** Which keys hold secrets, by their names, and how values are shown so that those stay hidden. */
final class SecretKeys {
  /** What is shown in place of a secret. */
  static final String HIDDEN = "(hidden)";

  private static final Pattern SECRET = Pattern.compile("(.*[.-])?(secret|password|token|keyset)");

  private SecretKeys() {}

  static boolean isSecret(String key) {
    return SECRET.matcher(key).matches();
  }

  /** The value as JSON; a secret that is set is hidden, an empty one shows that it is empty. */
  static String show(String key, ConfigValue value) {
    boolean hide = isSecret(key) && !"".equals(value.unwrapped());
    return hide ? HIDDEN : value.render(ConfigRenderOptions.concise());
  }
}

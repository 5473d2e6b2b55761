package dev.parley.console;

import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration as an administrator may see it.
 *
 * @param about what the documented configuration says of it
 * @param value in force; null where it is set and not to be seen
 * @param usual what holds where nobody sets it
 * @param origin where the value comes from
 * @param isUsual whether it is so
 */
public record Setting(
    String key,
    String about,
    @Nullable String value,
    String usual,
    String origin,
    boolean isUsual) {
  /** The value as it may be told. */
  public String shown() {
    return value == null ? "(hidden)" : value;
  }
}

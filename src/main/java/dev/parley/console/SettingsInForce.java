package dev.parley.console;

import java.util.List;

/** The configuration of this node, in the order in which it is documented. Immutable. */
public record SettingsInForce(List<Setting> settings) {
  public SettingsInForce {
    settings = List.copyOf(settings);
  }
}

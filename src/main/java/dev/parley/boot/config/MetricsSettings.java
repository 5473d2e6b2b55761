package dev.parley.boot.config;

/**
 * Who may read the metrics.
 *
 * @param token the bearer token that {@code /metrics} asks for; empty: it asks for none
 */
public record MetricsSettings(String token) {
  @Override
  public String toString() {
    return "MetricsSettings[token=…]";
  }
}

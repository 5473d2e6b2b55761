package dev.parley.dialect;

/** By which header the proxies say for whom they ask. */
public enum ForwardedHeader {
  /**
   * {@code X-Forwarded-For} and {@code X-Forwarded-Proto}, of no standard and understood by all.
   */
  X_FORWARDED_FOR,

  /** {@code Forwarded} (RFC 7239). */
  FORWARDED
}

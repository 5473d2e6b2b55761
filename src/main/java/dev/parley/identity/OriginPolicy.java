package dev.parley.identity;

import org.jspecify.annotations.Nullable;

/**
 * Which pages may connect: the same origin as the request's own, and those that the configuration
 * lists, compared by exact scheme, host and port (RFC 6454, section 5). Pure and safe for use by
 * any thread.
 */
public interface OriginPolicy {
  /**
   * Whether a page of this origin may connect.
   *
   * @param origin the request's {@code Origin} header; {@code null} (not the text "null") where it
   *     has none, as from clients that are no browsers, which are allowed
   * @param self the origin under which the request reached the server, {@code scheme://host:port}
   */
  boolean allows(@Nullable String origin, String self);
}

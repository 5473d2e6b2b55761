package dev.parley.boot.config;

import dev.parley.protocol.NodeName;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What this server is called.
 *
 * @param name a {@link NodeName}, or empty for one that is made of the host's
 * @param url where people reach it, told in the log at start-up; may be empty
 */
public record NodeSettings(String name, String url) {
  private static final int HOST_LENGTH = 50;

  public NodeSettings {
    if (!name.isEmpty()) {
      require(name);
    }
  }

  private static void require(String name) {
    try {
      new NodeName(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("name " + e.getMessage(), e);
    }
  }

  /**
   * The name, or the host's with a random part, since several servers may share a host; another one
   * at each call then.
   */
  public NodeName nodeName(String host) {
    if (!name.isEmpty()) {
      return new NodeName(name);
    }
    byte[] random = new byte[3];
    new SecureRandom().nextBytes(random);
    String plain = host.replaceAll("[^A-Za-z0-9._-]", "-");
    String cut = plain.substring(0, Math.min(plain.length(), HOST_LENGTH));
    return new NodeName((cut.isEmpty() ? "node" : cut) + "-" + HexFormat.of().formatHex(random));
  }
}

package dev.parley.identity;

/**
 * Secrets that all nodes have to agree upon and nobody configures. Safe for use by any thread;
 * blocks.
 */
public interface SharedSecrets {
  /**
   * The secret under the name, the same for every caller on every node, for good: the first one
   * that was ever proposed. Throws what the store throws when it cannot be reached.
   *
   * @param proposed what is kept if there is none yet
   */
  String keep(String name, String proposed);
}

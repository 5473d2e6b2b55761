package dev.parley.moderation;

/**
 * Who carries out what a sanction means for those who are here. Called by the one thread that keeps
 * sanctions, after it counts and before the moderator is answered; must not block.
 */
public interface SanctionListener {
  void imposed(Sanction sanction);

  /** It was lifted; not called for one that was replaced, or whose time is over. */
  void lifted(Sanction sanction);
}

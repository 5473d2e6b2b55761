package dev.parley.moderation;

/**
 * Who tells people of announcements. Called by the one thread that keeps acts, after it counts and
 * before the moderator is answered; must not block.
 */
public interface AnnouncementListener {
  void announced(Announcement announcement);

  /** A moderator has ended it; not called for one whose time is over. */
  void ended(Announcement announcement);
}

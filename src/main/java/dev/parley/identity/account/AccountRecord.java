package dev.parley.identity.account;

import dev.parley.protocol.UserId;

/**
 * Who keeps on record what is done to accounts. Called by one thread, before it is done; may block,
 * and what it throws keeps it from being done.
 */
public interface AccountRecord {
  /** What is done to an account. */
  enum Act {
    MADE,
    PASSWORD_RESET,
    PASSWORD_CHANGED,
    DELETED
  }

  void note(Act act, Account account, UserId by);
}

package dev.parley.identity.account;

/** An account as it is kept: with the hash of its password, which it never shows. */
public record StoredAccount(Account account, String passwordHash) {
  @Override
  public String toString() {
    return "StoredAccount[" + account.name() + "]";
  }
}

package dev.parley.pipeline;

import dev.parley.identity.account.Account;
import dev.parley.identity.account.AccountRecord;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditLog;
import dev.parley.moderation.Reason;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;

/** Notes in the audit log what is done to accounts. Safe for use by any thread; blocks. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class AccountsOnRecord implements AccountRecord {
  @Inject private AuditLog audit;

  @Override
  public void note(Act act, Account account, UserId by) {
    String is = "account " + account.name() + ", " + String.join(" and ", sorted(account));
    audit.noteNow(
        new AuditLog.Act(Action.ACCOUNT, by, null, reason(act)),
        account.userId(),
        act == Act.MADE ? null : is,
        switch (act) {
          case MADE -> is;
          case PASSWORD_RESET -> "a one-time password";
          case PASSWORD_CHANGED -> "another password";
          case DELETED -> null;
        });
  }

  private static Set<String> sorted(Account account) {
    return new TreeSet<>(account.roles());
  }

  private static Reason reason(Act act) {
    return new Reason(
        switch (act) {
          case MADE -> "account made";
          case PASSWORD_RESET -> "password reset";
          case PASSWORD_CHANGED -> "password changed";
          case DELETED -> "account deleted";
        });
  }
}

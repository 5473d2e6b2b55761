package dev.parley.pipeline;

import dev.parley.identity.Identity;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Action;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.AuditFilter;
import dev.parley.moderation.AuditLog;
import dev.parley.moderation.Erasing;
import dev.parley.moderation.Erasure;
import dev.parley.moderation.Listing;
import dev.parley.moderation.Readings;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.moderation.ReportFilter;
import dev.parley.moderation.Reporting;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionFilter;
import dev.parley.moderation.Sanctioning;
import dev.parley.moderation.UserSayings;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Detail;
import dev.parley.protocol.Invitation;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.room.Invitations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of one user, to be given out or erased by administrators, each on record first;
 * who calls has made sure that it is one. Safe for use by any thread; does not block. Stages never
 * fail, and complete on threads that must not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class UserRecords {
  private static final Reason GIVEN_OUT = new Reason("all that is stored of the user is read");

  @Inject private AuditLog audit;
  @Inject private Readings readings;
  @Inject private AccessRevocation access;
  @Inject private Invitations invitations;
  @Inject private Sanctioning sanctioning;
  @Inject private Reporting reporting;
  @Inject private UserSayings sayings;
  @Inject private Erasing erasing;

  /**
   * That the user's records are read, once in ten minutes for as long as pages are asked for.
   * Refused as {@link AuditLog#note}.
   */
  public CompletionStage<Outcome<UserId>> noteExport(Identity by, UserId user) {
    return readings.noteExport(by.id(), user, GIVEN_OUT);
  }

  /** To which rooms the user was invited, {@link Invitations#PAGE} at a time. */
  public CompletionStage<Outcome<List<Invitation>>> memberships(
      UserId user, @Nullable RoomName after) {
    return invitations.of(user, after);
  }

  /** What was imposed on the user. */
  public CompletionStage<Outcome<Listing<Sanction>>> sanctions(
      UserId user, @Nullable ActId before, int limit) {
    return sanctioning.list(
        new SanctionFilter(user.tenant(), null, user, null, null, null, before, limit));
  }

  /** What moderators have done to the user. */
  public CompletionStage<Outcome<Listing<AuditEntry>>> acts(
      UserId user, @Nullable ActId before, int limit) {
    return audit.list(
        new AuditFilter(user.tenant(), null, null, user, null, null, null, before, limit));
  }

  /** What the user has reported. */
  public CompletionStage<Outcome<Listing<Report>>> reports(
      UserId user, @Nullable ActId before, int limit) {
    return reporting.list(new ReportFilter(user.tenant(), null, null, null, user, before, limit));
  }

  /** What others have reported of what the user has said. */
  public CompletionStage<Outcome<Listing<Report>>> reported(
      UserId user, @Nullable ActId before, int limit) {
    return reporting.list(new ReportFilter(user.tenant(), null, null, user, null, before, limit));
  }

  /** What the user has said. */
  public CompletionStage<Outcome<UserSayings.Page>> messages(
      UserId user, UserSayings.Place after, int limit) {
    return sayings.after(user, after, limit);
  }

  /**
   * Closes the user's sessions, takes back the invitations, forgets why anything was imposed and
   * what was reported, and begins to erase what the user has said. Refused as {@code INVALID},
   * {@code LIMIT_REACHED}, {@code UNAVAILABLE} or {@code UNCONFIRMED}; to order it again is
   * harmless.
   */
  public CompletionStage<Outcome<Erasure>> erase(Identity by, UserId user, Reason reason) {
    Detail wrong = refusal(by, user);
    if (wrong != null) {
      return Outcome.refused(wrong);
    }
    AuditLog.Act act = new AuditLog.Act(Action.ERASE, by.id(), null, reason);
    return audit
        .note(act, user, null, "erasure begun")
        .thenCompose(
            Outcome.ifDone(
                noted -> {
                  access.disconnect(user, CloseCode.DISCONNECTED);
                  return invitations.forget(user);
                }))
        .thenCompose(Outcome.ifDone(forgotten -> sanctioning.forgetReasons(user)))
        .thenCompose(Outcome.ifDone(forgotten -> reporting.forget(user)))
        .thenApply(done -> done.then(it -> erasing.begin(user, by.id())));
  }

  private @Nullable Detail refusal(Identity by, UserId user) {
    if (user.equals(by.id())) {
      return Detail.invalid("userId", "must be somebody else's, was your own");
    }
    if (ApiKey.isServiceId(user)) {
      return Detail.invalid("userId", "must be a user's, was a service's (service:…)");
    }
    if (user.value().equals(UserId.ERASED)) {
      return Detail.invalid("userId", "must be a user's, was what erased users leave");
    }
    return erasing.full();
  }

  /** How far an erasure of the tenant has come; refused as {@code NOT_FOUND}. */
  public Outcome<Erasure> progress(Identity by, ActId id) {
    return erasing.find(by.tenant(), id);
  }
}

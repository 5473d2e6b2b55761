package dev.parley.pipeline;

import static dev.parley.protocol.Outcome.ifDone;
import static dev.parley.protocol.Outcome.refused;

import dev.parley.identity.Identity;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.moderation.ActId;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.AuditFilter;
import dev.parley.moderation.AuditLog;
import dev.parley.moderation.Authority;
import dev.parley.moderation.Listing;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionFilter;
import dev.parley.moderation.SanctionKind;
import dev.parley.moderation.Sanctioning;
import dev.parley.moderation.Subject;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import dev.parley.session.NetworkAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What moderators order, each act on its own authorised: by role everywhere, by the room's policy
 * or an invitation in that room. Rooms and users are those of the moderator's tenant. Safe for use
 * by any thread; does not block. Stages never fail, and complete on threads that must not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class ModerationCommands {
  @Inject private Sanctioning sanctioning;
  @Inject private AuditLog audit;
  @Inject private ModeratorAuthority authority;

  /**
   * What is to be imposed: on a user or on who comes from some addresses.
   *
   * @param room null everywhere
   * @param length null until it is lifted, and for a kick as long as configured
   */
  public record Order(
      SanctionKind kind,
      @Nullable UserId user,
      @Nullable AddressRange addresses,
      @Nullable RoomName room,
      @Nullable Duration length,
      Reason reason) {}

  /**
   * Imposes a sanction. Refused as {@code INVALID}, as {@code FORBIDDEN} or {@code NOT_FOUND} where
   * it is not the moderator's to order, and as {@link Sanctioning#impose}.
   *
   * @param address from where the moderator comes
   */
  public CompletionStage<Outcome<Sanction>> impose(Identity by, String address, Order order) {
    Detail wrong = refusal(by, address, order);
    return wrong != null
        ? refused(wrong)
        : authority(by, order).thenCompose(ifDone(had -> impose(by, order, had)));
  }

  private CompletionStage<Outcome<Authority>> authority(Identity by, Order order) {
    return order.user() == null
        ? authority.of(by, order.room())
        : authority.over(by, order.user(), order.room());
  }

  private static @Nullable Detail refusal(Identity by, String address, Order order) {
    UserId user = order.user();
    if ((user == null) == (order.addresses() == null)) {
      return Detail.invalid("userId", "must be given, or else address, and not both");
    }
    if (user != null && user.equals(by.id())) {
      return Detail.invalid("userId", "must be somebody else's, was your own");
    }
    if (user != null && ApiKey.isServiceId(user)) {
      return Detail.invalid("userId", "must be a user's, was a service's (service:…)");
    }
    if (order.kind() == SanctionKind.KICK && order.room() == null) {
      return Detail.invalid("roomId", "must be given for a kick");
    }
    return order.addresses() == null ? null : refusal(address, order, order.addresses());
  }

  private static @Nullable Detail refusal(String address, Order order, AddressRange range) {
    if (order.kind() != SanctionKind.BAN || order.room() != null) {
      return Detail.invalid("address", "must be given for a ban everywhere alone");
    }
    NetworkAddress own = NetworkAddress.parse(address);
    return own != null && range.contains(own)
        ? Detail.invalid("address", "must not have your own, " + own + ", was " + range)
        : null;
  }

  private CompletionStage<Outcome<Sanction>> impose(Identity by, Order order, Authority had) {
    if (order.addresses() != null && had != Authority.ADMIN) {
      return refused(Detail.of(ErrorCode.FORBIDDEN, "addresses are for the role admin to ban"));
    }
    return sanctioning.impose(
        new Sanctioning.Wanted(
            order.kind(),
            subject(by, order),
            order.room(),
            order.length(),
            order.reason(),
            by.id(),
            had));
  }

  /** One of the two is given, or the order was refused. */
  private static Subject subject(Identity by, Order order) {
    return order.user() != null
        ? new Subject.One(order.user())
        : new Subject.From(by.tenant(), Objects.requireNonNull(order.addresses()));
  }

  /**
   * Takes back what any moderator has imposed, but not on oneself. Refused as {@code FORBIDDEN},
   * {@code NOT_FOUND} where there is none that the moderator may see, and as {@link
   * Sanctioning#lift}.
   */
  public CompletionStage<Outcome<Sanction>> lift(Identity by, ActId id, Reason reason) {
    return sanctioning
        .find(by.tenant(), id)
        .thenCompose(
            ifDone(
                found ->
                    authority
                        .of(by, found.room())
                        .thenApply(had -> had.fold(Outcome::done, none -> unseen(id, none)))
                        .thenCompose(ifDone(had -> lift(by, found, reason)))));
  }

  /** To who may not see it, it is not there. */
  private static Outcome<Authority> unseen(ActId id, Detail refusal) {
    return refusal.code() == ErrorCode.UNAVAILABLE
        ? Outcome.rejected(refusal)
        : Outcome.rejected(ErrorCode.NOT_FOUND, "there is no sanction " + id);
  }

  private CompletionStage<Outcome<Sanction>> lift(Identity by, Sanction found, Reason reason) {
    return by.id().equals(found.subject().user())
        ? refused(Detail.of(ErrorCode.FORBIDDEN, "nobody lifts what is imposed on oneself"))
        : sanctioning.lift(by.tenant(), found.id(), by.id(), reason);
  }

  /**
   * A page of sanctions, of the tenant or of a room, to those who may impose some there; by address
   * to administrators alone.
   */
  public CompletionStage<Outcome<Listing<Sanction>>> sanctions(Identity by, SanctionFilter filter) {
    return authority
        .of(by, filter.room())
        .thenCompose(
            ifDone(
                had ->
                    filter.addresses() == null || had == Authority.ADMIN
                        ? sanctioning.list(filter)
                        : refused(
                            Detail.of(
                                ErrorCode.FORBIDDEN, "addresses are for the role admin to see"))));
  }

  /** A page of the audit log, likewise. */
  public CompletionStage<Outcome<Listing<AuditEntry>>> audit(Identity by, AuditFilter filter) {
    return authority.of(by, filter.room()).thenCompose(ifDone(had -> audit.list(filter)));
  }
}

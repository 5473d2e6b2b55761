package dev.parley.pipeline;

import static dev.parley.protocol.Outcome.ifDone;

import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Authority;
import dev.parley.moderation.ContentFilter;
import dev.parley.moderation.Filtering;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Screening;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Filters, each act on its own authorised: those of a room by who moderates it, those of no room by
 * the role admin; moderators by role see them all. Safe for use by any thread; does not block.
 * Stages never fail, and complete on threads that must not be kept.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class FilterCommands {
  @Inject private Filtering filtering;
  @Inject private ModeratorAuthority authority;

  /**
   * Makes a filter. Refused as {@code FORBIDDEN}, {@code NOT_FOUND}, and as {@link Filtering#make}.
   */
  public CompletionStage<Outcome<ContentFilter>> make(
      Identity by, Filtering.Wanted wanted, Reason reason) {
    return mayChange(by, wanted.room())
        .thenCompose(ifDone(had -> filtering.make(wanted, by.id(), reason)));
  }

  /** Changes a filter; refused likewise. */
  public CompletionStage<Outcome<ContentFilter>> change(
      Identity by, ActId id, Function<ContentFilter, ContentFilter.Change> change, Reason reason) {
    return found(by, id)
        .thenCompose(ifDone(filter -> filtering.change(id, change, by.id(), reason)));
  }

  /** Deletes a filter; refused likewise. */
  public CompletionStage<Outcome<ContentFilter>> delete(Identity by, ActId id, Reason reason) {
    return found(by, id).thenCompose(ifDone(filter -> filtering.delete(id, by.id(), reason)));
  }

  /** One that is the moderator's to change; to who may not see it, it is not there. */
  private CompletionStage<Outcome<ContentFilter>> found(Identity by, ActId id) {
    return filtering
        .find(by.tenant(), id)
        .fold(
            filter ->
                mayChange(by, filter.room())
                    .thenApply(
                        had -> had.fold(it -> Outcome.done(filter), no -> unseen(by, filter, no))),
            Outcome::refused);
  }

  private static Outcome<ContentFilter> unseen(Identity by, ContentFilter filter, Detail refusal) {
    return Authority.of(by) != null || refusal.code() == ErrorCode.UNAVAILABLE
        ? Outcome.rejected(refusal)
        : Filtering.noneSuch(filter.id());
  }

  private CompletionStage<Outcome<Authority>> mayChange(Identity by, @Nullable RoomName room) {
    return authority
        .of(by, room)
        .thenApply(
            had ->
                had.then(
                    word ->
                        room == null && word != Authority.ADMIN
                            ? Outcome.rejected(
                                ErrorCode.FORBIDDEN, "filters of no room need the role admin")
                            : Outcome.done(word)));
  }

  /** The filters of a room, or with null all of the tenant, to those who moderate there. */
  public CompletionStage<Outcome<List<ContentFilter>>> list(Identity by, @Nullable RoomName room) {
    return authority
        .of(by, room)
        .thenApply(had -> had.then(it -> Outcome.done(filtering.list(by.tenant(), room))));
  }

  /**
   * What would become of words, in a room or in one without filters of its own; who moderates that
   * room alone is not told which filters of no room match.
   */
  public CompletionStage<Outcome<Screening.Tested>> test(
      Identity by, @Nullable RoomName room, String content) {
    return authority
        .of(by, room)
        .thenApply(
            had ->
                had.then(
                    word -> {
                      Screening.Tested all = filtering.test(by.tenant(), room, content);
                      return Outcome.done(word == Authority.ROOM ? ofRoom(all) : all);
                    }));
  }

  private static Screening.Tested ofRoom(Screening.Tested all) {
    return new Screening.Tested(
        all.result(),
        all.matches().stream().filter(match -> match.filter().room() != null).toList());
  }
}

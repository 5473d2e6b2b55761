package dev.parley.dialect.rest;

import dev.parley.dialect.RequestSources;
import dev.parley.identity.Identity;
import dev.parley.moderation.ActId;
import dev.parley.moderation.Listing;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionFilter;
import dev.parley.moderation.SanctionKind;
import dev.parley.pipeline.ModerationCommands;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import dev.parley.session.AddressRange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/sanctions}: mutes, kicks and bans. Rooms and users are those of the moderator's
 * tenant. Safe for use by any thread; does not block.
 */
@Path("admin/sanctions")
@ForUsers
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class SanctionsResource {
  private static final Set<String> PARAMETERS =
      Set.of("kind", "userId", "address", "roomId", "inForce", "cursor", "limit");
  private static final String LENGTH = "must be 1000 to 315360000000 (ten years)";

  @Inject private ModerationCommands moderation;
  @Inject private RequestSources sources;
  @Inject private Answers answers;
  @Inject private Clock clock;
  @Context private HttpServletRequest http;

  /** What is to be imposed. */
  public record NewSanction(
      @NotNull(message = "must be given") SanctionKind kind,
      @Nullable UserId userId,
      @Nullable AddressRange address,
      @Nullable RoomName roomId,
      @Nullable
          @Min(value = 1_000, message = LENGTH)
          @Max(value = 315_360_000_000L, message = LENGTH)
          Long durationMs,
      @NotNull(message = "must be given") Reason reason) {}

  /** A page of them, the newest first. */
  public record SanctionPage(List<SanctionInfo> sanctions, @Nullable ActId next) {
    static SanctionPage of(Listing<Sanction> page, Identity asker, Instant now) {
      return new SanctionPage(
          page.items().stream().map(each -> SanctionInfo.of(each, asker, now)).toList(),
          page.next());
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> impose(
      @Context SecurityContext context, @Nullable NewSanction wanted) {
    NewSanction given = Bodies.given(wanted);
    Identity by = Caller.of(context).identity();
    Tenant tenant = by.tenant();
    ModerationCommands.Order order =
        new ModerationCommands.Order(
            given.kind(),
            given.userId() == null ? null : given.userId().within(tenant),
            given.address(),
            given.roomId() == null ? null : given.roomId().within(tenant),
            given.durationMs() == null ? null : Duration.ofMillis(given.durationMs()),
            given.reason());
    return answers.to(
        moderation.impose(by, sources.of(http).address(), order),
        made ->
            Response.status(Response.Status.CREATED)
                .entity(SanctionInfo.of(made, by, clock.instant()))
                .build());
  }

  @GET
  public CompletionStage<Response> list(@Context SecurityContext context, @Context UriInfo uri) {
    Identity by = Caller.of(context).identity();
    Query query = new Query(uri, PARAMETERS);
    SanctionFilter filter =
        new SanctionFilter(
            by.tenant(),
            query.text("kind", SanctionKind::ofWire),
            query.user("userId", by.tenant()),
            query.text("address", AddressRange::new),
            query.room("roomId", by.tenant()),
            query.truth("inForce"),
            query.text("cursor", ActId::parse),
            query.limit());
    return answers.to(
        moderation.sanctions(by, filter),
        page -> Response.ok(SanctionPage.of(page, by, clock.instant())).build());
  }
}

package dev.parley.dialect.rest;

import dev.parley.console.Overview;
import dev.parley.console.Sample;
import dev.parley.identity.Identity;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.NodeName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/admin/overview}: what this node did in the last hour. The node is everybody's, so
 * where there are tenants, it is for those of none. Safe for use by any thread; does not block.
 */
@Path("admin/overview")
@ForUsers(roles = {"admin", "moderator"})
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class OverviewResource {
  private static final Set<String> PARAMETERS = Set.of("after", "step");
  private static final int LONGEST_STEP = 60;
  private static final int DEFAULT_STEP = 10;

  @Inject private Overview overview;
  @Inject private NodeName node;
  @Inject private Answers answers;

  /**
   * What a node did.
   *
   * @param step how many seconds each point stands for
   * @param points in the order of time
   */
  public record Series(String node, int step, List<Point> points) {}

  /** One point, as {@link Sample} has it; no latencies where nothing was acknowledged. */
  public record Point(
      Instant at,
      int sessions,
      int rooms,
      double messages,
      double deliveries,
      double refusals,
      @Nullable Double ackMedianMs,
      @Nullable Double ackSlowMs) {
    static Point of(Sample sample) {
      return new Point(
          sample.at(),
          (int) sample.sessions(),
          (int) sample.rooms(),
          rounded(sample.messages()),
          rounded(sample.deliveries()),
          rounded(sample.refusals()),
          latency(sample.ackMedianMs()),
          latency(sample.ackSlowMs()));
    }

    private static @Nullable Double latency(double ms) {
      return Double.isNaN(ms) ? null : Double.valueOf(rounded(ms));
    }
  }

  @GET
  public CompletionStage<Response> lastHour(
      @Context SecurityContext context, @Context UriInfo uri) {
    Identity who = Caller.of(context).identity();
    if (!who.tenant().isNone()) {
      throw new RefusedException(
          Problem.of(ErrorCode.FORBIDDEN, "the node is all tenants', and you are of one"));
    }
    Query query = new Query(uri, PARAMETERS);
    Instant after = query.text("after", RestJson::instant);
    int step = step(query.number("step"));
    return answers.to(
        overview.after(after, step),
        samples ->
            Response.ok(new Series(node.value(), step, samples.stream().map(Point::of).toList()))
                .build());
  }

  private static int step(@Nullable Long given) {
    if (given == null) {
      return DEFAULT_STEP;
    }
    if (given < 1 || given > LONGEST_STEP) {
      throw new RefusedException(
          Detail.invalid("step", "must be 1 to " + LONGEST_STEP + " seconds, was " + given));
    }
    return given.intValue();
  }

  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}

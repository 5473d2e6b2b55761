package dev.parley.dialect.rest;

import dev.parley.console.SessionList;
import dev.parley.identity.Identity;
import dev.parley.protocol.UserId;
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
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/admin/sessions}: who is connected to this node, of the caller's tenant. Safe for
 * use by any thread; does not block.
 */
@Path("admin/sessions")
@ForUsers(roles = {"admin", "moderator"})
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class SessionsResource {
  @Inject private SessionList sessions;
  @Inject private Answers answers;

  /** Some of them, how many match in all, and where the next page begins. */
  public record SessionsPage(List<SessionInfo> sessions, int total, @Nullable String next) {}

  @GET
  public CompletionStage<Response> list(@Context SecurityContext context, @Context UriInfo uri) {
    Identity who = Caller.of(context).identity();
    Query query = ConsoleQuery.parameters(uri, "userId");
    UserId user = query.text("userId", UserId::new);
    if (user != null) {
      return answers.to(
          sessions.of(user, who),
          lines ->
              Response.ok(
                      new SessionsPage(
                          lines.stream().map(line -> SessionInfo.of(line, who, true)).toList(),
                          lines.size(),
                          null))
                  .build());
    }
    return answers.to(
        sessions.page(ConsoleQuery.page(query, who, SessionList.ORDERS)),
        page ->
            Response.ok(
                    new SessionsPage(
                        page.sessions().stream()
                            .map(line -> SessionInfo.of(line, who, false))
                            .toList(),
                        page.total(),
                        page.next()))
                .build());
  }
}

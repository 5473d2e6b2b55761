package dev.parley.dialect.rest;

import dev.parley.identity.Identity;
import dev.parley.identity.Ticket;
import dev.parley.identity.Tickets;
import dev.parley.protocol.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;

/**
 * {@code POST api/tickets}: what stands once in the address of a WebSocket ({@code ws?ticket=…}) in
 * place of the token, or of the server's own login. Safe for use by any thread; does not block.
 */
@Path("tickets")
@ForUsers(byLogin = true)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class TicketsResource {
  @Inject private Tickets tickets;

  /** A new ticket, and until when it counts. */
  public record Issued(String ticket, Instant expiresAt) {
    @Override
    public String toString() {
      return "Issued[expiresAt=" + expiresAt + "]";
    }
  }

  @POST
  public Response issue(@Context SecurityContext context) {
    Identity caller = Caller.of(context).identity();
    Outcome<Ticket> outcome = tickets.issue(caller);
    return outcome.fold(
        ticket ->
            Response.status(Response.Status.CREATED)
                .entity(new Issued(ticket.value(), ticket.expiresAt()))
                .build(),
        refusal -> Problem.of(refusal).response());
  }
}

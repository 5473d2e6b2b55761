package dev.parley.dialect.rest;

import dev.parley.dialect.ConsoleCookie;
import dev.parley.dialect.RequestSources;
import dev.parley.identity.Identity;
import dev.parley.identity.account.Account;
import dev.parley.identity.account.ConsoleSession;
import dev.parley.identity.account.ConsoleSessions;
import dev.parley.log.Log;
import dev.parley.pipeline.AccessRevocation;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.UserInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/session}: signs in to the console and out of it. It is for anybody, since it is
 * where people say who they are; what it knows of them it takes from the cookie alone. Safe for use
 * by any thread; does not block.
 */
@Path("admin/session")
@ForAnybody
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class SignInResource {
  private static final Log LOG = Log.of(SignInResource.class);
  private static final Detail SIGNED_OUT =
      Detail.of(ErrorCode.UNAUTHENTICATED, "nobody is signed in, or the sign-in has ended");

  @Context private HttpServletRequest http;
  @Inject private Proofs proofs;
  @Inject private ConsoleSessions sessions;
  @Inject private ConsoleCookie cookie;
  @Inject private RequestSources sources;
  @Inject private AccessRevocation access;
  @Inject private Answers answers;

  /** Whether somebody is signed in, and by what one can be. */
  public record State(List<String> ways, @Nullable SignedIn session) {}

  /**
   * Who is signed in.
   *
   * @param csrfToken for the header {@code X-CSRF-Token} of requests that change something
   * @param account the name of the account; null where another proof was given
   */
  public record SignedIn(
      UserInfo user,
      String csrfToken,
      Instant endsAt,
      @Nullable String account,
      boolean mustChangePassword) {
    static SignedIn of(ConsoleSession session) {
      Account account = session.account();
      return new SignedIn(
          session.identity().info(),
          session.csrfToken(),
          session.endsAt(),
          account == null ? null : account.name().value(),
          session.mustChangePassword());
    }

    @Override
    public String toString() {
      return "SignedIn[" + user.id() + "]";
    }
  }

  /** The present password, and the one that is wanted. */
  public record NewPassword(
      @NotEmpty(message = "must be given") @Size(max = 1000, message = "is too long")
          String current,
      @NotNull(message = "must be given") @Size(max = 1000, message = "is too long")
          String password) {
    @Override
    public String toString() {
      return "NewPassword[…]";
    }
  }

  @GET
  public State state() {
    ConsoleSession session = cookie.session(http);
    return new State(proofs.ways(), session == null ? null : SignedIn.of(session));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> signIn(Proofs.@Nullable Proof given) {
    Proofs.Proof proof = Bodies.given(given);
    requireOwnPage();
    ConsoleSession before = cookie.session(http);
    if (before != null) {
      sessions.end(before);
    }
    return keep(Response.Status.CREATED, proofs.check(proof, http));
  }

  /** Ends this sign-in, and the connections that have come by it. */
  @DELETE
  public Response signOut() {
    ConsoleSession session = own();
    sessions.end(session);
    access.disconnect(session.identity(), CloseCode.TOKEN_EXPIRED);
    LOG.info("console-sign-out", "user", session.identity().id());
    return Response.noContent()
        .header(HttpHeaders.SET_COOKIE, cookie.attributes(http).forget())
        .build();
  }

  /** Ends all other sign-ins of the account. */
  @POST
  @Path("password")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> changePassword(@Nullable NewPassword wanted) {
    NewPassword given = Bodies.given(wanted);
    Account account = own().account();
    if (account == null) {
      throw new RefusedException(
          Problem.of(ErrorCode.FORBIDDEN, "you have not signed in by an account of Parley's"));
    }
    return keep(
        Response.Status.OK,
        proofs.change(account, given.current(), given.password(), sources.of(http).address()));
  }

  private CompletionStage<Response> keep(
      Response.Status status, CompletionStage<Outcome<ConsoleSessions.Opened>> proven) {
    ConsoleCookie.Attributes attributes = cookie.attributes(http);
    String address = sources.of(http).address();
    return answers.to(
        proven,
        opened -> {
          Identity who = opened.session().identity();
          LOG.info("console-sign-in", "user", who.id(), "address", address);
          return Response.status(status)
              .header(HttpHeaders.SET_COOKIE, attributes.keep(opened.secret()))
              .entity(SignedIn.of(opened.session()))
              .build();
        });
  }

  /** The sign-in of the request, which repeats its token. */
  private ConsoleSession own() {
    requireOwnPage();
    ConsoleSession session = cookie.session(http);
    if (session == null) {
      throw new RefusedException(SIGNED_OUT);
    }
    Gatekeeper.requireToken(session, http);
    return session;
  }

  private void requireOwnPage() {
    if (!cookie.isOfAllowedOrigin(http)) {
      throw new RefusedException(
          Problem.of(ErrorCode.FORBIDDEN, "Origin must be the server's own or a configured one"));
    }
  }
}

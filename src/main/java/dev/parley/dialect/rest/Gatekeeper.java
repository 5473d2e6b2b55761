package dev.parley.dialect.rest;

import dev.parley.dialect.ConsoleCookie;
import dev.parley.dialect.RequestSources;
import dev.parley.dialect.ServerLogin;
import dev.parley.identity.Identity;
import dev.parley.identity.TokenVerifier;
import dev.parley.identity.account.ConsoleSession;
import dev.parley.identity.apikey.ApiKey;
import dev.parley.identity.apikey.ApiKeys;
import dev.parley.identity.apikey.KeySecret;
import dev.parley.identity.apikey.Right;
import dev.parley.log.Log;
import dev.parley.moderation.Moderation;
import dev.parley.moderation.Sanction;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every resource: who calls, by {@code Authorization: Bearer} (RFC 6750); for users'
 * resources by the cookie of the console, which a request that changes something has to bear out by
 * {@code X-CSRF-Token} and an allowed {@code Origin}; or, where the resource says so, by the
 * server's own login and an allowed {@code Origin}; and whether the resource is for them. Deny by
 * default: a resource that does not say for whom it is, is for nobody. Safe for use by any thread;
 * does not block.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class Gatekeeper implements ContainerRequestFilter {
  private static final Log LOG = Log.of(Gatekeeper.class);
  private static final String BEARER = "Bearer ";
  private static final String CSRF_TOKEN = "X-CSRF-Token";
  private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Outcome<Identity> BEING_FETCHED =
      Outcome.rejected(
          ErrorCode.UNAVAILABLE, "the token's key is being fetched, try again in a moment");
  private static final List<Class<? extends Annotation>> WHO =
      List.of(ForAnybody.class, ForUsers.class, ForServices.class);

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest http;
  @Inject private ConsoleCookie cookie;
  @Inject private ServerLogin login;
  @Inject private RequestSources sources;
  @Inject private TokenVerifier tokens;
  @Inject private ApiKeys keys;
  @Inject private CallerRates rates;
  @Inject private Moderation moderation;
  @Inject private RestLimits limits;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getLength() > limits.bodyBytes()) {
      request.abortWith(JsonBodyReader.tooLarge(limits.bodyBytes()).response());
      return;
    }
    if (said(ForAnybody.class) != null) {
      return;
    }
    Outcome<Caller> caller = caller(request.getHeaders().get(HttpHeaders.AUTHORIZATION));
    if (caller instanceof Outcome.Rejected<Caller> rejected) {
      ErrorCode code = rejected.detail().code();
      if (code == ErrorCode.UNAVAILABLE) {
        request.abortWith(Problem.of(rejected.detail()).response());
      } else if (code == ErrorCode.FORBIDDEN) { // no credential would help
        note(request, rejected.detail());
        request.abortWith(Problem.of(rejected.detail()).response());
      } else {
        boolean given = request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
        refuse(request, rejected.detail(), given ? "Bearer error=\"invalid_token\"" : "Bearer");
      }
      return;
    }
    admit(request, ((Outcome.Done<Caller>) caller).value());
  }

  private void admit(ContainerRequestContext request, Caller caller) {
    long wait = rates.charge(caller);
    if (wait > 0) {
      request.abortWith(Problem.of(Detail.rateLimited(wait)).response());
      return;
    }
    Detail barred = barred(caller);
    if (barred != null) { // no credential would help
      note(request, barred);
      request.abortWith(Problem.of(barred).response());
      return;
    }
    Detail refusal = refusal(caller);
    if (refusal != null) {
      refuse(request, refusal, "Bearer error=\"insufficient_scope\"");
      return;
    }
    SecurityContext before = request.getSecurityContext();
    request.setSecurityContext(new CallerContext(caller, before.isSecure()));
  }

  /** What a ban says that keeps the user out of everything; null where none does. */
  private @Nullable Detail barred(Caller caller) {
    if (caller.key() != null) {
      return null;
    }
    Sanction ban = moderation.ban(caller.identity(), sources.of(http).address());
    return ban == null ? null : moderation.refusal(ban);
  }

  private void refuse(ContainerRequestContext request, Detail refusal, String challenge) {
    note(request, refusal);
    request.abortWith(
        Response.fromResponse(Problem.of(refusal).response())
            .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
            .build());
  }

  private void note(ContainerRequestContext request, Detail refusal) {
    LOG.info(
        "request-refused",
        "address",
        sources.of(http).address(),
        "method",
        request.getMethod(),
        "path",
        request.getUriInfo().getPath(),
        "reason",
        refusal.message());
  }

  private Outcome<Caller> caller(@Nullable List<String> authorization) {
    Outcome<Caller> signedIn =
        authorization == null && said(ForUsers.class) != null ? signedIn() : null;
    if (signedIn != null) {
      return signedIn;
    }
    Outcome<Identity> loggedIn = isBearer(authorization) ? null : loggedIn();
    if (loggedIn != null) {
      return loggedIn.then(user -> Outcome.done(Caller.user(user)));
    }
    if (authorization == null || authorization.isEmpty()) {
      return unauthenticated("Authorization must be Bearer and a token, was missing");
    }
    if (authorization.size() > 1 || !isBearer(authorization)) {
      return unauthenticated("Authorization must be Bearer and one token, was something else");
    }
    String credential = authorization.get(0).substring(BEARER.length()).trim();
    if (credential.startsWith(KeySecret.PREFIX)) {
      return keys.verify(credential).then(key -> Outcome.done(Caller.service(key)));
    }
    CompletableFuture<Outcome<Identity>> verified = tokens.verify(credential).toCompletableFuture();
    return verified
        .getNow(BEING_FETCHED) // no thread of the container waits for the identity provider
        .then(user -> Outcome.done(Caller.user(user)));
  }

  private static boolean isBearer(@Nullable List<String> authorization) {
    return authorization != null
        && authorization.stream()
            .anyMatch(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()));
  }

  /** Who is signed in to the console; null where nobody is. */
  private @Nullable Outcome<Caller> signedIn() {
    ConsoleSession session = cookie.session(http);
    if (session == null) {
      return null;
    }
    if (!CHANGE_NOTHING.contains(http.getMethod())) {
      requireToken(session, http);
      if (!cookie.isOfAllowedOrigin(http)) {
        return forbidden("Origin must be the server's own or a configured one");
      }
    }
    return session.mustChangePassword()
        ? forbidden("the password must be changed first")
        : Outcome.done(Caller.console(session.identity()));
  }

  /** Throws {@link RefusedException} where the request does not repeat the sign-in's token. */
  static void requireToken(ConsoleSession session, HttpServletRequest request) {
    if (!session.hasCsrfToken(request.getHeader(CSRF_TOKEN))) {
      throw new RefusedException(
          Problem.of(
              ErrorCode.FORBIDDEN,
              CSRF_TOKEN + " must be the csrfToken of the sign-in, was missing or another"));
    }
  }

  private static Outcome<Caller> forbidden(String message) {
    return Outcome.rejected(ErrorCode.FORBIDDEN, message);
  }

  /** What the server's own login says, where the resource takes it; null where there is none. */
  private @Nullable Outcome<Identity> loggedIn() {
    ForUsers users = said(ForUsers.class);
    return users != null && users.byLogin() ? login.of(http) : null;
  }

  private static Outcome<Caller> unauthenticated(String message) {
    return Outcome.rejected(ErrorCode.UNAUTHENTICATED, message);
  }

  private @Nullable Detail refusal(Caller caller) {
    ApiKey key = caller.key();
    String reason = key == null ? refusal(caller.identity()) : refusal(key);
    return reason == null ? null : Detail.of(ErrorCode.FORBIDDEN, reason);
  }

  private @Nullable String refusal(Identity user) {
    ForUsers users = said(ForUsers.class);
    if (users == null) {
      return said(ForServices.class) == null
          ? "this is for nobody"
          : "this is for services: Authorization must be Bearer and an API key, was a token";
    }
    List<String> roles = List.of(users.roles());
    return roles.isEmpty() || roles.stream().anyMatch(user::has)
        ? null
        : "this needs one of the roles " + roles;
  }

  private @Nullable String refusal(ApiKey key) {
    ForServices services = said(ForServices.class);
    if (services == null) {
      return "this is for users: Authorization must be Bearer and a token, was an API key";
    }
    List<Right> rights = List.of(services.value());
    return rights.isEmpty() || rights.stream().anyMatch(key::has)
        ? null
        : "this needs one of the rights " + rights.stream().map(Right::wire).toList();
  }

  /** What the method says of whom it is for, or else its class. */
  private <A extends Annotation> @Nullable A said(Class<A> who) {
    AnnotatedElement method = resource.getResourceMethod();
    if (method == null) { // what the server answers by itself, such as OPTIONS
      return null;
    }
    boolean byMethod = WHO.stream().anyMatch(method::isAnnotationPresent);
    return byMethod ? method.getAnnotation(who) : resource.getResourceClass().getAnnotation(who);
  }
}

package dev.parley.dialect.json;

import dev.parley.dialect.JsonRefusal;
import dev.parley.dialect.RequestSource;
import dev.parley.dialect.RequestSources;
import dev.parley.dialect.WireJson;
import dev.parley.identity.Identity;
import dev.parley.identity.OriginPolicy;
import dev.parley.log.Log;
import dev.parley.pipeline.CommandMeters;
import dev.parley.pipeline.Drain;
import dev.parley.pipeline.RateBudgets;
import dev.parley.protocol.Outcome;
import dev.parley.session.SessionLimits;
import dev.parley.session.Sessions;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands before the upgrade (protocol, section 1): a foreign origin, a token that proves nothing
 * and a full server get an HTTP status, a sentence as JSON, and no connection. A request for no
 * upgrade is judged alike, since a browser cannot see how one was answered; where it would be let
 * in, it gets 426 (RFC 9110, section 15.5.22), and 503 while that is not known yet. It neither
 * reads nor keeps anything of the token but what it proves.
 */
public class HandshakeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Log LOG = Log.of(HandshakeFilter.class);
  private static final JsonMapper JSON = WireJson.mapper();
  private static final int UPGRADE_REQUIRED = 426;
  private static final int TOO_MANY_REQUESTS = 429; // RFC 6585, section 4
  private static final String WEBSOCKET = "websocket";
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final Verdict BEING_FETCHED =
      Verdict.refused(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "the token's key is being fetched, try again in a moment");

  @Inject private transient OriginPolicy origins;
  @Inject private transient HandshakeCredentials credentials;
  @Inject private transient RequestSources sources;
  @Inject private transient RateBudgets rates;
  @Inject private transient Sessions sessions;
  @Inject private transient SessionLimits limits;
  @Inject private transient CommandMeters meters;
  @Inject private transient Drain drain;

  /**
   * When the application ends: a container ends its filters before it tells the listeners of the
   * context (Jakarta Servlet, {@code ServletContextListener}), by one of which Undertow closes its
   * sockets.
   */
  @Override
  public void destroy() {
    drain.finish();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestSource source = sources.of(request);
    Verdict verdict = judge(request, source);
    if (!isUpgrade(request)) {
      answerWhatIsKnown(source.address(), response, verdict);
      return;
    }
    if (verdict.isRefusal()) {
      meters.handshakeRefused(verdict.status());
      refuse(source.address(), response, verdict);
      return;
    }
    // A proof that is not known to hold yet comes along: no thread of the container waits for it,
    // and after an asynchronous dispatch the containers' own filters would not upgrade any more.
    boolean batch = "true".equals(HandshakeCredentials.parameter(request, "batch"));
    Handshake.CURRENT.set(new Handshake(source.address(), batch, verdict.proof()));
    try {
      chain.doFilter(request, response);
    } finally {
      Handshake.CURRENT.remove();
    }
  }

  /** Nobody waits for a key that is being fetched: least of all the thread that fetches it. */
  private static void answerWhatIsKnown(
      String address, HttpServletResponse response, Verdict verdict) throws IOException {
    CompletionStage<Outcome<Identity>> proof = verdict.proof();
    if (proof == null) {
      answerWithoutUpgrade(address, response, verdict);
      return;
    }
    CompletableFuture<Outcome<Identity>> known = proof.toCompletableFuture();
    answerWithoutUpgrade(
        address, response, known.isDone() ? verdict.after(known.join()) : BEING_FETCHED);
  }

  private static void answerWithoutUpgrade(
      String address, HttpServletResponse response, Verdict verdict) throws IOException {
    if (verdict.isRefusal()) {
      refuse(address, response, verdict);
    } else {
      // Without the Upgrade field that RFC 9110, 15.5.22 asks for: Payara's Grizzly takes an answer
      // that has it for an upgraded connection, and leaves the client waiting for its end.
      answer(response, UPGRADE_REQUIRED, "this address takes WebSocket connections only");
    }
  }

  private static void refuse(String address, HttpServletResponse response, Verdict verdict)
      throws IOException {
    LOG.info(
        "upgrade-refused",
        "address",
        address,
        "status",
        verdict.status(),
        "reason",
        verdict.reason());
    if (verdict.status() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    } else if (verdict.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE
        || verdict.status() == TOO_MANY_REQUESTS) {
      response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    answer(response, verdict.status(), verdict.reason());
  }

  private static void answer(HttpServletResponse response, int status, String message)
      throws IOException {
    byte[] body = JSON.writeValueAsBytes(Map.of("message", message));
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static boolean isUpgrade(HttpServletRequest request) {
    String upgrade = request.getHeader("Upgrade");
    return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains(WEBSOCKET);
  }

  private Verdict judge(HttpServletRequest request, RequestSource source) {
    long wait = rates.admit(source.address());
    if (wait > 0) {
      return Verdict.refused(
          TOO_MANY_REQUESTS, "your address sends too much, wait " + wait + " ms");
    }
    String origin = request.getHeader("Origin");
    if (!origins.allows(origin, source.self())) {
      return Verdict.refused(
          HttpServletResponse.SC_FORBIDDEN,
          "Origin must be the server's own or a configured one, was "
              + JsonRefusal.shown(String.valueOf(origin)));
    }
    return switch (sessions.admission(source.address())) {
      case ADMITTED -> credentials.judge(request, isUpgrade(request));
      case ADDRESS_FULL ->
          Verdict.refused(
              TOO_MANY_REQUESTS,
              "an address may have " + limits.perAddress() + " connections, and yours has them");
      case NODE_FULL ->
          Verdict.refused(
              HttpServletResponse.SC_SERVICE_UNAVAILABLE,
              "the node has as many connections as it may, try again later");
      case NODE_SHUT ->
          Verdict.refused(
              HttpServletResponse.SC_SERVICE_UNAVAILABLE,
              "the node is about to restart and takes no more connections, try again in a moment");
    };
  }
}

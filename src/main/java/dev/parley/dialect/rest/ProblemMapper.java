package dev.parley.dialect.rest;

import dev.parley.dialect.JsonRefusal;
import dev.parley.log.Log;
import dev.parley.protocol.ErrorCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Answers whatever was thrown by a {@link Problem}: what our code refused, what the server's JAX-RS
 * refused, and what is a bug, which is logged and told without its words. Safe for use by any
 * thread.
 */
@Provider
@SuppressWarnings("NullAway.Init") // injected
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Log LOG = Log.of(ProblemMapper.class);
  private static final int MAX_CAUSES = 16;

  @Context private UriInfo uri;
  @Context private Request request;
  @Context private HttpHeaders headers;

  @Override
  public Response toResponse(Throwable thrown) {
    Problem ours = refusal(thrown);
    if (ours != null) {
      return ours.response();
    }
    if (thrown instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return answer(web.getResponse());
    }
    LOG.error("request-failed", thrown, "method", request.getMethod(), "path", uri.getPath());
    return Problem.of(ErrorCode.INTERNAL, "the server failed; its log says more").response();
  }

  /** Servers wrap what readers and converters throw. */
  private static @Nullable Problem refusal(Throwable thrown) {
    Throwable at = thrown;
    for (int i = 0; i < MAX_CAUSES && at != null; i++, at = at.getCause()) {
      if (at instanceof RefusedException refused) {
        return refused.problem();
      }
    }
    return null;
  }

  private Response answer(Response refused) {
    int status = refused.getStatus();
    if (status < 400) {
      return refused;
    }
    Problem problem =
        status == 404
            ? Problem.of(ErrorCode.NOT_FOUND, detail(status, refused))
            : Problem.of(status, detail(status, refused));
    Object allow = refused.getHeaders().getFirst(HttpHeaders.ALLOW);
    return allow == null
        ? problem.response()
        : Response.fromResponse(problem.response()).header(HttpHeaders.ALLOW, allow).build();
  }

  private String detail(int status, Response refused) {
    return switch (status) {
      case 404 -> "there is nothing at " + JsonRefusal.shown(uri.getPath());
      case 405 ->
          "the method must be one of "
              + refused.getHeaderString(HttpHeaders.ALLOW)
              + ", was "
              + JsonRefusal.shown(request.getMethod());
      case 406 -> "Accept must allow what there is, was " + shown(HttpHeaders.ACCEPT);
      case 415 -> "Content-Type must be application/json, was " + shown(HttpHeaders.CONTENT_TYPE);
      default -> "the request is not as the API's description asks";
    };
  }

  private String shown(String header) {
    String value = headers.getHeaderString(header);
    return value == null ? "missing" : JsonRefusal.shown(value);
  }
}

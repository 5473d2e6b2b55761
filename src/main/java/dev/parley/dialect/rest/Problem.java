package dev.parley.dialect.rest;

import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Violation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused (RFC 9457). The type is {@code about:blank}, so the title is the
 * status's own; {@code code} tells refusals apart as the wire's errors do.
 *
 * @param retryAfterMs after how many milliseconds it may be tried again, where that helps
 * @param violations the fields that are not as asked, by path; null where none are to blame
 */
public record Problem(
    String title,
    int status,
    String detail,
    String code,
    @Nullable Long retryAfterMs,
    @Nullable List<Violation> violations) {
  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  /** What the pipeline has refused. */
  static Problem of(Detail refusal) {
    int status = status(refusal.code());
    return new Problem(
        phrase(status),
        status,
        refusal.message(),
        refusal.code().wire(),
        refusal.retryAfterMs(),
        refusal.violations().isEmpty() ? null : refusal.violations());
  }

  static Problem of(ErrorCode code, String detail) {
    return of(Detail.of(code, detail));
  }

  /** What HTTP itself has refused; the code is the status's phrase. */
  static Problem of(int status, String detail) {
    String phrase = phrase(status);
    String code = phrase.toLowerCase(Locale.ROOT).replace(' ', '-');
    return new Problem(phrase, status, detail, code, null, null);
  }

  private static String phrase(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return switch (status) {
      case 413 -> "Content Too Large"; // as RFC 9110 calls them now
      case 422 -> "Unprocessable Content";
      default -> known == null ? "Refused" : known.getReasonPhrase();
    };
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case MALFORMED, INVALID, UNKNOWN_TYPE -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN, NOT_JOINED, MUTED, BANNED, LOCKED -> 403;
      case NOT_FOUND -> 404;
      case LIMIT_REACHED -> 409;
      case KEY_CONFLICT, FILTERED -> 422;
      case RATE_LIMITED, SLOW_MODE -> 429;
      case INTERNAL -> 500;
      case UNAVAILABLE -> 503;
      case UNCONFIRMED -> 504;
    };
  }

  /** The answer that carries it, never stored by anybody. */
  Response response() {
    Response.ResponseBuilder answer = Response.status(status).entity(this).type(MEDIA_TYPE);
    if (retryAfterMs != null) {
      answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, (retryAfterMs + 999) / 1_000));
    }
    return answer.build();
  }
}

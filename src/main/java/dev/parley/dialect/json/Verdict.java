package dev.parley.dialect.json;

import dev.parley.identity.Identity;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake is answered: a refusal, as an HTTP status and a sentence, or to go on, with a
 * proof of who the client is, if it has brought any. Whether the proof holds may not be known yet.
 */
record Verdict(int status, String reason, @Nullable CompletionStage<Outcome<Identity>> proof) {
  /** The client has still to say who it is. */
  static final Verdict STRANGER = new Verdict(HttpServletResponse.SC_OK, "", null);

  static Verdict refused(int status, String reason) {
    return new Verdict(status, reason, null);
  }

  /** Refused at once where the proof is known not to hold. */
  static Verdict of(CompletionStage<Outcome<Identity>> proof) {
    CompletableFuture<Outcome<Identity>> outcome = proof.toCompletableFuture();
    Verdict open = new Verdict(HttpServletResponse.SC_OK, "", proof);
    return outcome.isDone() ? open.after(outcome.join()) : open;
  }

  boolean isRefusal() {
    return status != HttpServletResponse.SC_OK;
  }

  /** What it is once it is known what the proof is worth. */
  Verdict after(Outcome<Identity> outcome) {
    return outcome.fold(
        identity -> this, detail -> refused(status(detail.code()), detail.message()));
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case UNAVAILABLE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
      case FORBIDDEN -> HttpServletResponse.SC_FORBIDDEN;
      default -> HttpServletResponse.SC_UNAUTHORIZED;
    };
  }
}

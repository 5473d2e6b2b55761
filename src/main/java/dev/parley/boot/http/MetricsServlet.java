package dev.parley.boot.http;

import dev.parley.boot.config.MetricsSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics} in the text format of Prometheus (0.0.4). Where the configuration sets a token,
 * only with {@code Authorization: Bearer} and it (401 otherwise).
 */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  @Inject private transient PrometheusMeterRegistry meters;
  @Inject private transient MetricsSettings settings;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isAllowed(request.getHeader("Authorization"))) {
      response.setHeader("WWW-Authenticate", "Bearer");
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    response.setContentType(TEXT_FORMAT);
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(meters.scrape(TEXT_FORMAT));
  }

  private boolean isAllowed(@Nullable String authorization) {
    return settings.token().isEmpty()
        || (authorization != null
            && MessageDigest.isEqual(bytes("Bearer " + settings.token()), bytes(authorization)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

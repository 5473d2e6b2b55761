package dev.parley.boot.http;

import dev.parley.boot.Readiness;
import dev.parley.pipeline.Drain;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /health/live}: 200 as long as the application answers at all. {@code /health/ready}: 200
 * while the node can serve, 503 while it cannot: the database is away or takes no writes, or the
 * node is drained; the body says which. Answers at once, whatever the database does.
 */
@WebServlet({"/health/live", "/health/ready"})
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Readiness readiness;
  @Inject private transient Drain drain;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8"); // or the container names Latin 1
    response.setHeader("Cache-Control", "no-store");
    if (request.getServletPath().endsWith("/live")) {
      response.getWriter().write("{\"status\":\"UP\"}");
      return;
    }
    boolean database = readiness.isDatabaseReady();
    boolean admission = !drain.isBegun();
    if (!(database && admission)) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    response
        .getWriter()
        .write(
            "{\"status\":\"%s\",\"checks\":{\"database\":\"%s\",\"admission\":\"%s\"}}"
                .formatted(status(database && admission), status(database), status(admission)));
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}

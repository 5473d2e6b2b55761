package dev.parley.boot.http;

import dev.parley.identity.ContainerLogin;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /login}: has the server itself ask who is there, in the way that it is configured for the
 * application, and then sends the browser to the context root. Nothing else asks for that login:
 * the WAR has no security constraint, which would hold on every server. 404 unless {@code
 * identity.container.enabled}. Source: Jakarta Servlet 6.0, {@code
 * HttpServletRequest.authenticate}.
 */
@WebServlet("/login")
public class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient ContainerLogin login;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (!login.enabled()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    if (request.getHeader("Authorization") != null) {
      request.getSession(); // some servers keep a login by Basic only in a session that is there
    }
    if (request.authenticate(response)) {
      request.getSession(); // from now on the login is as old as this
      response.sendRedirect(request.getContextPath() + "/");
    }
  }
}

package dev.parley.boot.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Has the server itself ask who is there, in the way that it is configured for the application, and
 * then sends the browser to the context root. {@link LoginAddress} says where it is, and whether.
 * Source: Jakarta Servlet 6.0, {@code HttpServletRequest.authenticate}.
 */
public class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setHeader("Cache-Control", "no-store");
    if (request.getHeader("Authorization") != null && request.getSession(false) == null) {
      // Payara and GlassFish keep a login by Basic only in a session that is there before it.
      request.logout();
      request.getSession();
    }
    if (request.authenticate(response)) {
      request.getSession(); // from now on the login is as old as this
      response.sendRedirect(request.getContextPath() + "/");
    }
  }
}

package dev.parley.boot.http;

import dev.parley.identity.ContainerLogin;
import jakarta.inject.Inject;
import jakarta.servlet.HttpConstraintElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletSecurityElement;
import jakarta.servlet.annotation.ServletSecurity.TransportGuarantee;
import jakarta.servlet.annotation.WebListener;

/**
 * {@code /login}, the one address that wants a login to the server, of any user; there is none
 * unless {@code identity.container.enabled}. Its constraint is made here and not in {@code
 * web.xml}, where it would hold, and have the server ask for passwords, wherever Parley runs.
 * Source: Jakarta Servlet 6.0, section 13.4.2.
 */
@WebListener
@SuppressWarnings("NullAway.Init") // injected
public class LoginAddress implements ServletContextListener {
  private static final String ANYBODY_WITH_A_LOGIN = "**";

  @Inject private ContainerLogin login;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    if (!login.enabled()) {
      return;
    }
    ServletContext context = event.getServletContext();
    ServletRegistration.Dynamic servlet = context.addServlet("login", LoginServlet.class);
    servlet.addMapping("/login");
    servlet.setServletSecurity(
        new ServletSecurityElement(
            new HttpConstraintElement(TransportGuarantee.NONE, ANYBODY_WITH_A_LOGIN)));
  }
}

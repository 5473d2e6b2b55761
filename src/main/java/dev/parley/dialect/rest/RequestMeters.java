package dev.parley.dialect.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long requests to resources take until they are answered, refused ones as well, by
 * method and status. Requests to no resource are not counted. Safe for use by any thread.
 */
@Provider
@Priority(Priorities.AUTHENTICATION - 1)
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class RequestMeters implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String BEGAN = "dev.parley.request.began";

  @Inject private MeterRegistry meters;

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(BEGAN, System.nanoTime());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(BEGAN) instanceof Long began) {
      Timer.builder("parley.requests")
          .description("requests to the REST interface, until they are answered")
          .tag("method", request.getMethod())
          .tag("status", Integer.toString(response.getStatus()))
          .serviceLevelObjectives(
              Duration.ofMillis(5),
              Duration.ofMillis(25),
              Duration.ofMillis(100),
              Duration.ofMillis(500),
              Duration.ofSeconds(2))
          .register(meters)
          .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }
  }
}

package dev.parley.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** What an administrator orders of a node. Stateless; blocks until it is answered. */
public final class Operator {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Operator() {}

  /** Has the node with this WebSocket address drained; the status of the answer. */
  public static int drain(URI endpoint) {
    return ask(endpoint, "POST", "drain", BodyPublishers.noBody()).statusCode();
  }

  /** Whether a node that drains has no session any more. */
  public static boolean isDrained(URI endpoint) {
    return ask(endpoint, "GET", "drain", BodyPublishers.noBody()).body().contains("\"drained\"");
  }

  /**
   * Orders something of moderation ({@code sanctions}, {@code lifts}, {@code room-controls}); the
   * answer.
   */
  public static String order(URI endpoint, String what, String json) {
    String method = what.equals("room-controls") ? "PATCH" : "POST";
    return ask(endpoint, method, what, BodyPublishers.ofString(json)).body();
  }

  /** What an administrator reads, such as {@code reports?roomId=lobby}. */
  public static String read(URI endpoint, String what) {
    return ask(endpoint, "GET", what, BodyPublishers.noBody()).body();
  }

  private static HttpResponse<String> ask(
      URI endpoint, String method, String what, BodyPublisher body) {
    String address = endpoint.toString().replaceFirst("^ws", "http");
    String id = "u-operator-" + UUID.randomUUID(); // each user has a rate
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address).resolve("api/admin/" + what))
            .header("Authorization", "Bearer " + SignedTokens.of(id, "Olga", "admin"))
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + method + " " + request.uri(), e);
    }
  }
}

package dev.parley.blackbox;

import dev.parley.testkit.GatewayServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What a server tells over plain HTTP. Stateless but for its connections; blocks. */
final class Metrics {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Metrics() {}

  /** The answer to a GET below the context root. */
  static HttpResponse<String> get(GatewayServer server, String path) {
    URI uri = server.baseUri().resolve(path);
    try {
      return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while asking for " + uri, e);
    }
  }

  /** The sum of all samples of this name, whatever their labels. */
  static double sum(GatewayServer server, String name) {
    return sum(server, name, "");
  }

  /** As above, of those whose labels hold this one. */
  static double sum(GatewayServer server, String name, String label) {
    return get(server, "metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}

package dev.parley.identity.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks the address of the configuration for its JWK Set, following no redirect. Safe for use by any
 * thread; does not block.
 */
final class JwksRequest {
  private final JwksSettings settings;
  private final HttpClient client;
  private final HttpRequest request;

  JwksRequest(JwksSettings settings, Executor executor) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .executor(executor)
            .build();
    this.request =
        HttpRequest.newBuilder(URI.create(settings.uri()))
            .header("Accept", "application/jwk-set+json, application/json")
            .build();
  }

  /** Completes with a set that is not empty, or with why there is none, within the time-out. */
  CompletableFuture<KeySet> send() {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new BoundedBody(settings.maxBytes()));
    CompletableFuture<KeySet> keys =
        answer
            .thenApply(JwksRequest::keysOf)
            .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    var unused = keys.whenComplete((set, failure) -> answer.cancel(true));
    return keys;
  }

  private static KeySet keysOf(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw failed("the answer must have the status 200, had " + answer.statusCode());
    }
    try {
      KeySet keys = KeySet.ofJwks(new String(answer.body(), StandardCharsets.UTF_8));
      if (keys.isEmpty()) {
        throw failed("the JWK Set must hold an RSA key of 2048 bits or an EC key on P-256");
      }
      return keys;
    } catch (ParseException e) {
      throw failed("the answer must be a JWK Set");
    }
  }

  private static CompletionException failed(String why) {
    return new CompletionException(new IOException(why));
  }
}

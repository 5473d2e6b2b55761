package dev.parley.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.testkit.wire.SignedTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A company's identity provider on the loopback address: signs tokens with ES256, publishes its
 * keys as a JWK Set, and can rotate them, go away, hang and come back at the same port. Driven by
 * one test thread.
 */
public final class IdentityProvider implements AutoCloseable {
  private final int port;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String answer;
  private volatile CountDownLatch hanging = new CountDownLatch(0);
  private int keys;
  private ECKey key;
  private @Nullable HttpServer server;

  public IdentityProvider() {
    this.key = newKey();
    this.answer = published(List.of(key));
    this.server = listen(0);
    this.port = server.getAddress().getPort();
  }

  /** Where the keys are. */
  public URI jwksUri() {
    return URI.create("http://127.0.0.1:" + port + "/keys");
  }

  /** How often the keys were asked for. */
  public int asked() {
    return asked.get();
  }

  /** From now on a new key signs; the one before is published no more. */
  public void rotate() {
    key = newKey();
    answer = published(List.of(key));
  }

  /** Answers so from now on, whatever the keys are. */
  public void answer(String text) {
    answer = text;
  }

  /** Answers with the keys again. */
  public void answerKeys() {
    answer = published(List.of(key));
  }

  /** Refuses connections. */
  public void goAway() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  public void comeBack() {
    server = listen(port);
  }

  /** Takes requests and does not answer them until it is told to go on. */
  public void hang() {
    hanging = new CountDownLatch(1);
  }

  public void goOn() {
    hanging.countDown();
  }

  /** The present key, as it is published. */
  public ECKey publicKey() {
    return key.toPublicJWK();
  }

  /** A good token for ten minutes, signed with the present key. */
  public String token(String subject, String... roles) {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
        claims(subject).claim("roles", List.of(roles)).build());
  }

  /** As {@link #token}, but named so, whoever's that name is. */
  public String tokenWithKid(String subject, @Nullable String kid) {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims(subject).build());
  }

  /** A token with this header, signed with the present key. */
  public String signed(JWSHeader header, JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("no token could be made", e);
    }
  }

  /** What a good token says. */
  public static JWTClaimsSet.Builder claims(String subject) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .subject(subject)
        .audience(SignedTokens.AUDIENCE)
        .claim("name", subject)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
  }

  private ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("key-" + ++keys).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no key could be made", e);
    }
  }

  private static String published(List<ECKey> keys) {
    return new JWKSet(List.copyOf(keys)).toString(true);
  }

  private HttpServer listen(int at) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), at);
      HttpServer started = HttpServer.create(address, 0);
      started.createContext("/keys", this::serve);
      started.setExecutor(threads);
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    goOn();
    goAway();
    threads.shutdownNow();
  }
}

package dev.parley.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Key pairs as the JDK's keytool makes them, in a PKCS #12 store, and who trusts them. Stateless.
 */
final class Keytool {
  static final String PASSWORD = "changeit";
  private static final String STORE_TYPE = "PKCS12";

  private Keytool() {}

  /** Adds a pair to the store, which is made where there is none; blocks for a second. */
  static void generate(Path store, String alias, String... more) {
    String[] always = {
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
      "-genkeypair",
      "-alias",
      alias,
      "-keyalg",
      "EC",
      "-groupname",
      "secp256r1",
      "-validity",
      "2",
      "-storetype",
      STORE_TYPE,
      "-keystore",
      store.toString(),
      "-storepass",
      PASSWORD
    };
    Shell.run(Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new));
  }

  static KeyStore read(Path store) {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance(STORE_TYPE);
      keys.load(in, PASSWORD.toCharArray());
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what keytool made cannot be read: " + store, e);
    }
  }

  /** Trusts whom this certificate names or vouches for, and nobody else. */
  static SSLContext trusting(Certificate certificate) {
    try {
      KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
      trusted.load(null, null);
      trusted.setCertificateEntry("trusted", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS that trusts " + certificate, e);
    }
  }
}

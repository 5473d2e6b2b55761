package dev.parley.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of one test run, made by the JDK's keytool, and the key of one host that
 * it vouches for. Safe for use by any thread once made; making it blocks for a second or two.
 */
public final class TestAuthority {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String AUTHORITY = "authority";
  private static final String HOST = "host";

  private final KeyStore keys;

  private TestAuthority(KeyStore keys) {
    this.keys = keys;
  }

  /** One that vouches for this name; its key store is made in the folder. */
  static TestAuthority of(String hostName, Path folder) {
    Path store = folder.resolve("keys.p12");
    keytool(store, AUTHORITY, "-dname", "CN=Authority of the tests", "-ext", "bc:c");
    keytool(
        store,
        HOST,
        "-dname",
        "CN=" + hostName,
        "-ext",
        "san=dns:" + hostName,
        "-signer",
        AUTHORITY);
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD);
      return new TestAuthority(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what keytool made cannot be read", e);
    }
  }

  /** Trusts this authority and no other. */
  public SSLContext trusting() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(AUTHORITY, keys.getCertificate(AUTHORITY));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS with this authority", e);
    }
  }

  /** The certificate of the host and those above it, as PEM. */
  String certificates() {
    try {
      StringBuilder all = new StringBuilder();
      for (Certificate certificate : keys.getCertificateChain(HOST)) {
        all.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      return all.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no certificate", e);
    }
  }

  /** The private key of the host, as PEM (PKCS #8). */
  String privateKey() {
    try {
      Key key = keys.getKey(HOST, PASSWORD);
      return pem("PRIVATE KEY", key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key", e);
    }
  }

  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  private static void keytool(Path store, String alias, String... more) {
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
      "PKCS12",
      "-keystore",
      store.toString(),
      "-storepass",
      new String(PASSWORD)
    };
    Shell.run(Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new));
  }
}

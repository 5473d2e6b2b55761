package dev.parley.testkit;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority of one test run, made by the JDK's keytool, and the key of one host that
 * it vouches for. Safe for use by any thread once made; making it blocks for a second or two.
 */
public final class TestAuthority {
  private static final String AUTHORITY = "authority";
  private static final String HOST = "host";

  private final KeyStore keys;

  private TestAuthority(KeyStore keys) {
    this.keys = keys;
  }

  /** One that vouches for this name; its key store is made in the folder. */
  static TestAuthority of(String hostName, Path folder) {
    Path store = folder.resolve("keys.p12");
    Keytool.generate(store, AUTHORITY, "-dname", "CN=Authority of the tests", "-ext", "bc:c");
    Keytool.generate(
        store,
        HOST,
        "-dname",
        "CN=" + hostName,
        "-ext",
        "san=dns:" + hostName,
        "-signer",
        AUTHORITY);
    return new TestAuthority(Keytool.read(store));
  }

  /** Trusts this authority and no other. */
  public SSLContext trusting() {
    try {
      return Keytool.trusting(keys.getCertificate(AUTHORITY));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no certificate", e);
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
      Key key = keys.getKey(HOST, Keytool.PASSWORD.toCharArray());
      return pem("PRIVATE KEY", key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key", e);
    }
  }

  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}

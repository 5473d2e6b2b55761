package dev.parley.testkit;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key store as an administrator has it: one private key and its certificate, for {@code
 * localhost}, made by the JDK's keytool. Safe for use by any thread; making it blocks for a second.
 */
public final class ServerKey {
  private static final String ALIAS = "parley";

  private final Path store;

  private ServerKey(Path store) {
    this.store = store;
  }

  /** Makes one in this folder. */
  public static ServerKey in(Path folder) {
    Path store = folder.resolve("parley.p12").toAbsolutePath();
    Keytool.generate(
        store, ALIAS, "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1");
    return new ServerKey(store);
  }

  /** What the files of {@code server-config} read. */
  public Map<String, String> environment() {
    return Map.of("TLS_KEYSTORE", store.toString(), "TLS_KEYSTORE_PASSWORD", Keytool.PASSWORD);
  }

  /** Proves to be the host. */
  SSLContext serving() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(Keytool.read(store), Keytool.PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS with " + store, e);
    }
  }

  /** Trusts this certificate and no other. */
  public SSLContext trusting() {
    try {
      return Keytool.trusting(Keytool.read(store).getCertificate(ALIAS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no certificate in " + store, e);
    }
  }
}

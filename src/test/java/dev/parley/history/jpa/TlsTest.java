package dev.parley.history.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The settings for TLS to PostgreSQL that operations.md asks for, against one that has a
 * certificate.
 */
class TlsTest {
  @TempDir private static Path folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws Exception {
    certify("server");
    certify("stranger");
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", folder.resolve("server.crt").toString())
            .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** A key and its certificate for localhost, as PEM, by the tool of the JDK. */
  private static void certify(String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost",
                "-ext",
                "bc:c",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    byte[] key = keys.getKey(name, "changeit".toCharArray()).getEncoded();
    write(name + ".key", "PRIVATE KEY", key);
    write(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
  }

  private static void write(String file, String label, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Path pem =
        Files.writeString(
            folder.resolve(file),
            "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
  }

  private static PGSimpleDataSource dataSource(String host, String rootCertificate) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {server.getPort()});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setSslMode("verify-full");
    source.setSslRootCert(folder.resolve(rootCertificate).toString());
    return source;
  }

  @Test
  void theSchemaIsMadeOverTls() throws SQLException {
    PGSimpleDataSource source = dataSource("localhost", "server.crt");
    new Schema(source).migrate();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet encrypted =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      assertThat(encrypted.next()).isTrue();
      assertThat(encrypted.getBoolean(1)).isTrue();
    }
  }

  @Test
  void aServerThatIsNotTheOneMeantIsRefused() {
    assertThatThrownBy(() -> new Schema(dataSource("localhost", "stranger.crt")).migrate())
        .isInstanceOf(SchemaException.class)
        .hasStackTraceContaining("PKIX path");
    assertThatThrownBy(() -> new Schema(dataSource("127.0.0.1", "server.crt")).migrate())
        .isInstanceOf(SchemaException.class)
        .hasStackTraceContaining("127.0.0.1");
  }
}

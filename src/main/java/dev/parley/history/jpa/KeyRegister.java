package dev.parley.history.jpa;

import dev.parley.history.BodyCipher;
import dev.parley.history.UndecryptableException;
import dev.parley.log.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The table {@code encryption_key}: every key that may have encrypted something in this database,
 * each with a known text that it encrypted. By it a start with a keyset that lacks one is refused,
 * rather than found out when somebody reads.
 *
 * <p>Called once, at start-up, after the {@link Schema} and before anything is written. Blocks;
 * takes a connection of its own, outside any transaction.
 */
public final class KeyRegister {
  private static final Log LOG = Log.of(KeyRegister.class);
  private static final String PROOF = "parley";

  private final DataSource database;
  private final BodyCipher cipher;

  public KeyRegister(DataSource database, BodyCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /**
   * Looks whether all that is encrypted can be read, forgets keys by which nothing is any more, and
   * registers the one that encrypts from now on.
   *
   * @throws SchemaException when a key is missing or another, or the database does not answer; the
   *     message names the key. Nothing was changed then that is needed
   */
  public void check() {
    try (Connection connection = database.getConnection()) {
      for (Map.Entry<Long, byte[]> registered : registered(connection).entrySet()) {
        long key = registered.getKey();
        String why = unreadable(key, registered.getValue());
        if (!why.isEmpty()) {
          refuseUsed(connection, key, why);
          forget(connection, key);
        }
      }
      if (cipher.primaryKey().isPresent()) {
        register(connection, cipher.primaryKey().get());
      }
    } catch (SQLException failure) {
      throw new SchemaException(
          "the register of encryption keys cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static Map<Long, byte[]> registered(Connection connection) throws SQLException {
    Map<Long, byte[]> registered = new LinkedHashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement("SELECT id, proof FROM encryption_key ORDER BY id");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        registered.put(rows.getLong(1), rows.getBytes(2));
      }
    }
    return registered;
  }

  /** Why the key cannot be used; empty: it can. */
  private String unreadable(long key, byte[] proof) {
    try {
      return PROOF.equals(cipher.decrypt(proof, context(key))) ? "" : "it proves nothing";
    } catch (UndecryptableException lacking) {
      return String.valueOf(lacking.getMessage());
    }
  }

  private static String context(long key) {
    return "parley key 1\0" + key;
  }

  private static void refuseUsed(Connection connection, long key, String why) throws SQLException {
    refuseUsed(connection, key, why, "messages", "SELECT seq FROM message WHERE encrypted_by = ?");
    refuseUsed(connection, key, why, "reports", "SELECT id FROM report WHERE encrypted_by = ?");
  }

  private static void refuseUsed(
      Connection connection, long key, String why, String what, String lookUp) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(lookUp)) {
      query.setLong(1, key);
      query.setMaxRows(1);
      try (ResultSet rows = query.executeQuery()) {
        if (rows.next()) {
          throw new SchemaException(
              "the database has "
                  + what
                  + " that key "
                  + key
                  + " encrypted, and parley.encryption.keyset cannot decrypt them ("
                  + why
                  + "): start with a keyset that has this key; nothing was changed");
        }
      }
    }
  }

  private static void forget(Connection connection, long key) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM encryption_key WHERE id = ?")) {
      delete.setLong(1, key);
      delete.executeUpdate();
      LOG.info("an encryption key is no longer needed", "key", key);
    }
  }

  private void register(Connection connection, long key) throws SQLException {
    if (registered(connection).containsKey(key)) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO encryption_key (id, proof) VALUES (?, ?)")) {
      insert.setLong(1, key);
      insert.setBytes(2, cipher.encrypt(PROOF, context(key)));
      insert.executeUpdate();
      LOG.info("messages are encrypted by another key from now on", "key", key);
    } catch (SQLException refused) {
      if (!registered(connection).containsKey(key)) { // else another node was quicker
        throw refused;
      }
    }
  }
}

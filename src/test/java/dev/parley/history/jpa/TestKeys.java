package dev.parley.history.jpa;

import dev.parley.history.BodyCipher;
import dev.parley.history.tink.EncryptionSettings;
import java.util.Arrays;
import java.util.Base64;

/** Keysets as the command of the WAR makes them, and what encrypts by them. */
public final class TestKeys {
  /** Key 1001 alone. */
  public static final String FIRST = keyset(1001, key(1001, 'A'));

  /** Key 2002 encrypts, key 1001 is still there. */
  public static final String ROTATED = keyset(2002, key(1001, 'A') + "," + key(2002, 'B'));

  /** Key 2002 alone. */
  public static final String SECOND = keyset(2002, key(2002, 'B'));

  /** Another key under the number 1001. */
  public static final String FORGED = keyset(1001, key(1001, 'C'));

  static final BodyCipher CIPHER = cipher(FIRST);

  private TestKeys() {}

  static BodyCipher cipher(String keyset) {
    return new EncryptionSettings(keyset).cipher();
  }

  private static String keyset(int primary, String keys) {
    return "{\"primaryKeyId\":" + primary + ",\"key\":[" + keys + "]}";
  }

  /**
   * AES-GCM with 256 bits, all of which come from one letter; 0x1A 0x20 is how Tink begins them.
   */
  private static String key(int id, char letter) {
    byte[] serialized = new byte[34];
    Arrays.fill(serialized, (byte) letter);
    serialized[0] = 0x1A;
    serialized[1] = 0x20;
    return """
        {"keyId":%d,"status":"ENABLED","outputPrefixType":"TINK","keyData":{
         "typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey","keyMaterialType":"SYMMETRIC",
         "value":"%s"}}"""
        .formatted(id, Base64.getEncoder().encodeToString(serialized));
  }
}

package dev.parley.history.tink;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters.Variant;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tink's set of AES-GCM keys: one encrypts, all decrypt. Immutable; each change is a copy. Throws
 * {@link IllegalArgumentException} on what is no such set; its text never shows a key.
 */
final class Keyset {
  static final String EXPECTED =
      "a keyset of Tink as JSON, not encrypted, of AES-GCM keys with the prefix TINK";

  private static final Configuration AEAD = AeadConfig2026.get();

  private final KeysetHandle handle;

  private Keyset(KeysetHandle handle) {
    this.handle = handle;
  }

  /** A set of one new key of 256 bits. */
  static Keyset generate() {
    try {
      return new Keyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AEAD));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("every Java platform has AES-GCM", broken);
    }
  }

  static Keyset ofJson(String json) {
    Keyset keyset;
    try {
      keyset =
          new Keyset(
              TinkJsonProtoKeysetFormat.parseKeyset(json, AEAD, InsecureSecretKeyAccess.get()));
      keyset.aead();
    } catch (GeneralSecurityException | RuntimeException unreadable) {
      // Without its cause, which may repeat what it could not read.
      throw new IllegalArgumentException("must be " + EXPECTED);
    }
    for (int i = 0; i < keyset.handle.size(); i++) {
      if (!isPrefixedAesGcm(keyset.handle.getAt(i))) {
        throw new IllegalArgumentException(
            "must be " + EXPECTED + "; its key " + id(keyset.handle.getAt(i)) + " is another");
      }
    }
    return keyset;
  }

  /** With the prefix, what was encrypted says by which key. */
  private static boolean isPrefixedAesGcm(KeysetHandle.Entry entry) {
    return entry.getKey() instanceof AesGcmKey key
        && key.getParameters().getVariant() == Variant.TINK;
  }

  /** With the keys in it: a secret. */
  String toJson() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(handle, AEAD, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("the keyset cannot be written", broken);
    }
  }

  Aead aead() throws GeneralSecurityException {
    return handle.getPrimitive(AEAD, Aead.class);
  }

  long primary() {
    return id(handle.getPrimary());
  }

  /** The numbers of all keys that decrypt, in their order. */
  List<Long> keys() {
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < handle.size(); i++) {
      if (handle.getAt(i).getStatus() == KeyStatus.ENABLED) {
        keys.add(id(handle.getAt(i)));
      }
    }
    return keys;
  }

  /** With one more key, which decrypts only. */
  Keyset withNewKey() {
    try {
      KeysetHandle.Builder.Entry entry =
          KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM);
      return new Keyset(
          KeysetHandle.newBuilder(handle)
              .setConfiguration(AEAD)
              .addEntry(entry.withRandomId())
              .build());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("every Java platform has AES-GCM", broken);
    }
  }

  /** With that key as the one that encrypts. */
  Keyset withPrimary(long key) {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle).setConfiguration(AEAD);
    builder.getAt(indexOf(key)).makePrimary();
    return build(builder, key);
  }

  /** Without that key; what it encrypted cannot be read then. */
  Keyset without(long key) {
    if (key == primary()) {
      throw new IllegalArgumentException(
          "key " + key + " encrypts: promote another before it is removed");
    }
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle).setConfiguration(AEAD);
    builder.deleteAt(indexOf(key));
    return build(builder, key);
  }

  private int indexOf(long key) {
    for (int i = 0; i < handle.size(); i++) {
      if (id(handle.getAt(i)) == key) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no key " + key + ", there are " + keys());
  }

  private static Keyset build(KeysetHandle.Builder builder, long key) {
    try {
      return new Keyset(builder.build());
    } catch (GeneralSecurityException refused) {
      throw new IllegalArgumentException("key " + key + " is not enabled", refused);
    }
  }

  private static long id(KeysetHandle.Entry entry) {
    return Integer.toUnsignedLong(entry.getId());
  }

  @Override
  public String toString() {
    return "Keyset" + keys();
  }
}

package dev.parley.history.jpa;

import dev.parley.protocol.RoomName;

/** Where all rooms are encrypted, a log keeps every other promise as well. */
class EncryptedLogTest extends EclipseLinkH2LogTest {
  @Override
  boolean isEncrypted(RoomName name) {
    return true;
  }
}

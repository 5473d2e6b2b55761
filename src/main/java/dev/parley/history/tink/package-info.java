/**
 * Encryption of what is kept, AES-GCM by Google Tink: the keyset, and the command that makes one.
 * May import {@code history}, and alone uses Tink.
 */
@NullMarked
package dev.parley.history.tink;

import org.jspecify.annotations.NullMarked;

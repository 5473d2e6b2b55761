/**
 * The native JSON dialect over WebSocket, as the protocol document writes it. May import everything
 * but other dialects, {@code console} and {@code boot}.
 */
@NullMarked
package dev.parley.dialect.json;

import org.jspecify.annotations.NullMarked;

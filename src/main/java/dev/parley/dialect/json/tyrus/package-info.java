/**
 * What a WebSocket needs on Tyrus beyond the standard, found by reflection, so that nothing is
 * missing where Tyrus is. May import {@code log}.
 */
@NullMarked
package dev.parley.dialect.json.tyrus;

import org.jspecify.annotations.NullMarked;

/**
 * History of rooms that keep none: sequences alone, in memory. May import {@code history}, {@code
 * protocol} and {@code log}.
 */
@NullMarked
package dev.parley.history.memory;

import org.jspecify.annotations.NullMarked;

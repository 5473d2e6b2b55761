/**
 * What was said: the log of each room, its limits and its retention. May import {@code protocol}
 * and {@code log}.
 */
@NullMarked
package dev.parley.history;

import org.jspecify.annotations.NullMarked;

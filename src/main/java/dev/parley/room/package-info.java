/**
 * Rooms: who is in them, what their policies allow, how what happens in them reaches every member.
 * May import {@code protocol}, {@code identity}, {@code session}, {@code history} and {@code log}.
 */
@NullMarked
package dev.parley.room;

import org.jspecify.annotations.NullMarked;

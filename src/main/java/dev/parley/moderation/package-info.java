/**
 * What moderators do to users and rooms, how long it counts, and who did it. May import {@code
 * protocol}, {@code identity}, {@code history} and {@code session}; it knows no room but by its
 * name.
 */
@NullMarked
package dev.parley.moderation;

import org.jspecify.annotations.NullMarked;

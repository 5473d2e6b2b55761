/**
 * What the console shows of a running node: the last hour, the rooms, the sessions. It only reads,
 * on a thread of its own. May import {@code room}, {@code moderation}, {@code history}, {@code
 * session}, {@code identity} and {@code protocol}.
 */
@NullMarked
package dev.parley.console;

import org.jspecify.annotations.NullMarked;

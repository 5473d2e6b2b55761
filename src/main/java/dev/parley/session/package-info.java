/**
 * A logical connection: its bounded outbound queue, its heartbeat, the registry of all of them; the
 * ports that a dialect fills. May import {@code protocol}, {@code identity} and {@code log}.
 */
@NullMarked
package dev.parley.session;

import org.jspecify.annotations.NullMarked;

/**
 * Load on a running gateway and on a Socket.IO server beside it, and what came of it as a table.
 * Sees the gateway from outside; imports the testkit that starts it, and nothing of the WAR; what
 * measures parts of that stands beside them, and is only run from here.
 */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;

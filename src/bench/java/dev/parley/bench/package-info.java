/**
 * Load on a running gateway and on a Socket.IO server beside it, and what came of it as a table.
 * Sees the gateway from outside; imports the testkit that starts it, and nothing of the WAR.
 */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;

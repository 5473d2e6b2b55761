/**
 * The words that clients and server speak: commands, events, answers, identifiers, error and close
 * codes. No I/O; imports nothing of Parley.
 */
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;

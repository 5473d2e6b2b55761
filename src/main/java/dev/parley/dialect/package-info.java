/**
 * How the protocol's words are JSON, for every dialect that speaks it. May import everything but
 * the dialects themselves, {@code console} and {@code boot}.
 */
@NullMarked
package dev.parley.dialect;

import org.jspecify.annotations.NullMarked;

/**
 * What every frame goes through, in one order: rate limit, validate, route; and what features have
 * to say to each other. May import everything but {@code dialect}, {@code console} and {@code
 * boot}.
 */
@NullMarked
package dev.parley.pipeline;

import org.jspecify.annotations.NullMarked;

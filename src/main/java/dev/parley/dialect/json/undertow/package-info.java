/**
 * What is better done otherwise than by the standard API on Undertow, by its own classes, which may
 * be missing: then nothing changes. May import {@code log} and {@code session}.
 */
@NullMarked
package dev.parley.dialect.json.undertow;

import org.jspecify.annotations.NullMarked;

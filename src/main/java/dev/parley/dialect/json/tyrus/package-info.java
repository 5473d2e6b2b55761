/**
 * What is better done otherwise than by the standard API on Tyrus; found by reflection, so that
 * nothing is missing where Tyrus is. May import {@code log} and {@code session}.
 */
@NullMarked
package dev.parley.dialect.json.tyrus;

import org.jspecify.annotations.NullMarked;

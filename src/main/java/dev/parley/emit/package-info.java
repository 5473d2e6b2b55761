/**
 * Events of the clients' own making, sent to others, and the answers to them. May import {@code
 * protocol}, {@code identity}, {@code session} and {@code log}.
 */
@NullMarked
package dev.parley.emit;

import org.jspecify.annotations.NullMarked;

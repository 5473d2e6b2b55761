package dev.parley.identity.jwt;

import dev.parley.identity.Identity;
import java.time.Instant;

/**
 * Whom a token has proved someone to be.
 *
 * @param until when it proves nothing any more
 */
record Verified(Identity identity, Instant until) {}

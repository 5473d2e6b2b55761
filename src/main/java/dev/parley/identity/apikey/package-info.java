/**
 * The keys by which the company's own services prove themselves: made and revoked by
 * administrators, stored as hashes. May import {@code protocol}, {@code identity} and {@code log}.
 */
@NullMarked
package dev.parley.identity.apikey;

import org.jspecify.annotations.NullMarked;

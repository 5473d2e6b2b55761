/**
 * Who is there: identities, how tokens prove them, which pages may connect. May import {@code
 * protocol}.
 */
@NullMarked
package dev.parley.identity;

import org.jspecify.annotations.NullMarked;

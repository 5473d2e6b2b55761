/**
 * Who is here now, and how: a user's presence over all of the user's sessions. May import {@code
 * protocol}.
 */
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;

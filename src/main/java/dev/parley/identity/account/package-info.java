/**
 * Accounts of Parley's own for its console, by name and password, and who is signed in there. May
 * import {@code identity} and {@code protocol}.
 */
@NullMarked
package dev.parley.identity.account;

import org.jspecify.annotations.NullMarked;

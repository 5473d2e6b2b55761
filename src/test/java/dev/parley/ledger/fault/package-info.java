/** What can go wrong around the gateway, each by its own class. Imports {@code testkit} alone. */
@NullMarked
package dev.parley.ledger.fault;

import org.jspecify.annotations.NullMarked;

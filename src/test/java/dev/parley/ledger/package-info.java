/**
 * The ledger test: many senders and receivers keep books while faults are injected, and the books
 * are audited. Imports {@code testkit} and nothing of the gateway.
 */
@NullMarked
package dev.parley.ledger;

import org.jspecify.annotations.NullMarked;

/**
 * What the running server promises to clients and operators, tested from outside over its sockets.
 * Imports {@code testkit} and nothing of the gateway.
 */
@NullMarked
package dev.parley.blackbox;

import org.jspecify.annotations.NullMarked;

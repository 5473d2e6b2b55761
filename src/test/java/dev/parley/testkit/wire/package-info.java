/**
 * Test clients that speak to a running server from outside: whole JSON frames over Tyrus, and bare
 * RFC 6455 bytes over a socket. Imports nothing of Parley's main code.
 */
@NullMarked
package dev.parley.testkit.wire;

import org.jspecify.annotations.NullMarked;

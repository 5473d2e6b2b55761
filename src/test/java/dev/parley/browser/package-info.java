/**
 * The chat page and the client library in a real browser against a real server. Imports the testkit
 * and nothing of the gateway.
 */
@NullMarked
package dev.parley.browser;

import org.jspecify.annotations.NullMarked;

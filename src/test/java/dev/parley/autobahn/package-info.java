/**
 * The cases that the Autobahn test suite (github.com/crossbario/autobahn-testsuite) has for RFC
 * 6455 without compression, under its numbers, against an echo endpoint beside the gateway: what
 * the containers themselves do with frames. Written after its descriptions; none of its code is
 * here. Imports the test kit only.
 */
@NullMarked
package dev.parley.autobahn;

import org.jspecify.annotations.NullMarked;

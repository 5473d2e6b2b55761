/**
 * Real servers and browsers for black-box tests. Imports nothing of the gateway: its tests see the
 * WAR from outside.
 */
@NullMarked
package dev.parley.testkit;

import org.jspecify.annotations.NullMarked;

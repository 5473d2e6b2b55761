/**
 * What starts the house and keeps it running: configuration, producers, start-up. May import
 * everything of Parley.
 */
@NullMarked
package dev.parley.boot;

import org.jspecify.annotations.NullMarked;

/**
 * Reads the configuration and binds it to the records of the features. May import everything of
 * Parley, and alone uses Typesafe Config.
 */
@NullMarked
package dev.parley.boot.config;

import org.jspecify.annotations.NullMarked;

package dev.parley.history;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;

/** Tells the log of rooms that keep history from the log of those that do not. */
@Qualifier
@Retention(RUNTIME)
public @interface Kept {
  boolean value();
}

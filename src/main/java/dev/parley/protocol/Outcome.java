package dev.parley.protocol;

import java.util.function.Function;

/**
 * What became of something asked for: done, or refused. A refusal is a value; an exception means a
 * bug or broken infrastructure.
 */
public sealed interface Outcome<T> {
  /** It was done. */
  record Done<T>(T value) implements Outcome<T> {}

  /** It was refused, and nothing was changed. */
  record Rejected<T>(Detail detail) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> rejected(ErrorCode code, String message) {
    return new Rejected<>(Detail.of(code, message));
  }

  static <T> Outcome<T> rejected(Detail detail) {
    return new Rejected<>(detail);
  }

  /** One value from either case. */
  default <R> R fold(
      Function<? super T, ? extends R> done, Function<? super Detail, ? extends R> rejected) {
    if (this instanceof Done<T> d) {
      return done.apply(d.value());
    }
    return rejected.apply(((Rejected<T>) this).detail());
  }

  /** The same refusal, or what {@code next} makes of the value. */
  default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
    return fold(next, Outcome::rejected);
  }
}

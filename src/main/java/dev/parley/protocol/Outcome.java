package dev.parley.protocol;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

  /** For who answers by a stage, and knows already. */
  static <T> CompletionStage<Outcome<T>> now(Outcome<T> outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  /** Likewise, where it is refused. */
  static <T> CompletionStage<Outcome<T>> refused(Detail detail) {
    return now(rejected(detail));
  }

  /** For {@code thenCompose}: goes on with the value by a stage; a refusal stays as it is. */
  static <A, B> Function<Outcome<A>, CompletionStage<Outcome<B>>> ifDone(
      Function<? super A, ? extends CompletionStage<Outcome<B>>> next) {
    return outcome -> outcome.fold(next, Outcome::<B>refused);
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

package dev.parley.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private final ScriptedStore store = new ScriptedStore();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final GroupCommit commits = new GroupCommit(store, new CommitMeters(meters));

  private static List<Entry> posts(String... contents) {
    return Stream.of(contents)
        .map(
            content ->
                (Entry)
                    new Entry.Post(
                        new RoomName("r"), new UserId("u"), new UserName("U"), content, null))
        .toList();
  }

  /** Sequences of what was written, codes of what was not. */
  private List<String> commit(String... contents) {
    return commits.commit(posts(contents)).stream().map(GroupCommitTest::shown).toList();
  }

  private static String shown(Outcome<Change> outcome) {
    return outcome.fold(
        change -> Long.toString(change.message().seq()),
        detail -> detail.code() + ": " + detail.message());
  }

  private void failWhenItHolds(String content) {
    store.beforeCommit =
        entries -> {
          if (entries.stream().anyMatch(entry -> ((Entry.Post) entry).content().equals(content))) {
            throw new NotWrittenException("refused", new IllegalStateException());
          }
        };
  }

  @Test
  void batchThatSucceedsIsOneCommit() {
    assertThat(commit("a", "b", "c")).containsExactly("1", "2", "3");
    assertThat(store.commits).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void entryThatIsRefusedFailsAlone() {
    failWhenItHolds("poison");

    assertThat(commit("a", "b", "c", "poison", "d", "e"))
        .containsExactly("1", "2", "3", "INTERNAL: the database refuses this entry", "4", "5");
    assertThat(store.commits)
        .containsExactly(
            List.of("a", "b", "c", "poison", "d", "e"),
            List.of("a", "b", "c"),
            List.of("poison", "d", "e"),
            List.of("poison"),
            List.of("poison"),
            List.of("d", "e"));
  }

  @Test
  void entryThatFailsOnceIsWrittenByTheSecondTry() {
    store.beforeCommit =
        entries -> {
          if (store.commits.size() == 1) {
            throw new NotWrittenException("another node was quicker", new IllegalStateException());
          }
        };

    assertThat(commit("a")).containsExactly("1");
    assertThat(store.commits).containsExactly(List.of("a"), List.of("a"));
  }

  @Test
  void nothingIsTriedAgainWhileTheStoreIsAway() {
    failWhenItHolds("b");
    store.beforeFind =
        () -> {
          throw new IllegalStateException("away");
        };

    assertThat(commit("a", "b", "c"))
        .containsOnly("UNAVAILABLE: the database does not answer, nothing was written, try again")
        .hasSize(3);
    assertThat(store.commits).hasSize(1);
  }

  @Test
  void storeThatGoesAwayMeanwhileKeepsWhatItCommitted() {
    failWhenItHolds("d");
    store.beforeFind =
        () -> {
          if (store.commits.size() > 1) {
            throw new IllegalStateException("away");
          }
        };

    assertThat(commit("a", "b", "c", "d"))
        .containsExactly(
            "1",
            "2",
            "UNAVAILABLE: the database does not answer, nothing was written, try again",
            "UNAVAILABLE: the database does not answer, nothing was written, try again");
  }

  @Test
  void commitThatWasNotConfirmedIsNotTriedAgain() {
    store.beforeCommit =
        entries -> {
          throw new IllegalStateException("the connection broke");
        };

    assertThat(commit("a", "b"))
        .containsOnly("UNCONFIRMED: the database has not confirmed that it was written")
        .hasSize(2);
    assertThat(store.commits).hasSize(1);
  }

  @Test
  void checkedFailureOfAContainersCommitIsAFailureLikeAnyOther() {
    store.beforeCommit =
        entries -> {
          throw Undeclared.<RuntimeException>raise(new Exception("could not commit"));
        };

    assertThat(commit("a"))
        .containsOnly("UNCONFIRMED: the database has not confirmed that it was written");
  }

  @Test
  void checkedFailureWhileLookingForTheStoreMeansThatItIsAway() {
    failWhenItHolds("a");
    store.beforeFind =
        () -> {
          throw Undeclared.<RuntimeException>raise(new Exception("could not commit"));
        };

    assertThat(commit("a"))
        .containsOnly("UNAVAILABLE: the database does not answer, nothing was written, try again");
  }

  @Test
  void roomThatStaysLockedIsWaitedForOnce() {
    store.beforeCommit =
        entries -> {
          throw new LogUnavailableException("locked");
        };

    assertThat(commit("a", "b"))
        .containsOnly("UNAVAILABLE: the database does not answer, nothing was written, try again")
        .hasSize(2);
    assertThat(store.commits).hasSize(1);
  }

  @Test
  void everyCommitIsMeasured() {
    failWhenItHolds("poison");

    commit("a", "poison");

    assertThat(meters.get("parley.history.commit.entries").summary().totalAmount()).isEqualTo(5);
    assertThat(timed("committed")).isEqualTo(1);
    assertThat(timed("failed")).isEqualTo(3);
  }

  private long timed(String outcome) {
    return meters.get("parley.history.commit").tag("outcome", outcome).timer().count();
  }
}

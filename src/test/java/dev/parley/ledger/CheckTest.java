package dev.parley.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each check finds what it is there for, and nothing else finds it. */
class CheckTest {
  private static final String ROOM = "attic";

  // A room with three messages and a refused one. One heard all, the other was away at first.
  private final List<Sending> sendings =
      new ArrayList<>(List.of(acked("a", 1), acked("b", 2), acked("c", 3), refused("no")));
  private List<Kept> history = List.of(new Kept(1, "a"), new Kept(2, "b"), new Kept(3, "c"));
  private List<Step> always =
      List.of(Step.began(0), Step.heard(1, "a"), Step.heard(2, "b"), Step.heard(3, "c"));
  private List<Step> later =
      List.of(Step.began(1), Step.heard(2, "b"), Step.recovered(2), Step.heard(3, "c"));
  private Presence presence = new Presence(Set.of("ada", "ben"), Set.of("ada", "ben"));
  private Map<Long, String> held = Map.of(1L, "a", 2L, "b", 3L, "c");
  private Map<String, Long> refusals = Map.of("unavailable", 7L, "key-conflict", 1L);
  private List<String> troubles = List.of();

  private static Sending acked(String id, long... seqs) {
    return new Sending(id, ROOM, Arrays.stream(seqs).boxed().toList(), false);
  }

  private static Sending refused(String id) {
    return new Sending(id, ROOM, List.of(), true);
  }

  /** What the checks say of the books as the test has made them. */
  private List<String> broken() {
    return Verdict.of(
            new Books(
                sendings,
                Map.of(ROOM, history),
                List.of(
                    new Reception("ada", ROOM, always), new Reception("ben", ROOM, later, held)),
                Map.of(ROOM, presence),
                refusals,
                troubles))
        .broken();
  }

  private void assertBroken(String... eachCheckAndIds) {
    List<String> broken = broken();
    assertThat(broken).hasSameSizeAs(eachCheckAndIds);
    for (int i = 0; i < eachCheckAndIds.length; i++) {
      assertThat(broken.get(i)).contains(eachCheckAndIds[i].split("\\|"));
    }
  }

  @Test
  void booksInOrderBreakNothing() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void aMessageWithoutAnswerIsUndecided() {
    sendings.add(new Sending("d", ROOM, List.of(), false));
    assertBroken("EVERY_MESSAGE_IS_DECIDED|d was neither");
  }

  @Test
  void anAckedMessageThatIsNotInHistoryIsLost() {
    sendings.add(acked("d", 4));
    sendings.add(acked("e", 3));
    assertBroken(
        "ACKED_MESSAGES_ARE_IN_HISTORY: 2|d was acked at attic/4, where history has null"
            + "|e was acked at attic/3, where history has c",
        "ACKED_MESSAGES_REACHED_EVERYBODY: 4|d, acked at attic/4, did not reach ada");
  }

  @Test
  void aKeyThatWasAckedTwiceElsewhereMadeTwoMessages() {
    sendings.set(2, acked("c", 3, 4));
    history = List.of(new Kept(1, "a"), new Kept(2, "b"), new Kept(3, "c"), new Kept(4, "c"));
    always = plus(always, Step.heard(4, "c"));
    later = plus(later, Step.heard(4, "c"));
    assertBroken(
        "A_KEY_MAKES_ONE_MESSAGE|c was acked at several places: [3, 4]",
        "HISTORY_HAS_NOTHING_TWICE|c again at attic/4",
        "RECEIVERS_HEAR_NOTHING_TWICE|ada|ben");
  }

  @Test
  void aRefusedMessageMayBeNowhere() {
    history = List.of(new Kept(1, "a"), new Kept(2, "b"), new Kept(3, "c"), new Kept(4, "no"));
    always = plus(always, Step.heard(4, "no"));
    later = plus(later, Step.heard(4, "no"));
    assertBroken(
        "REFUSED_MESSAGES_ARE_NOWHERE: 3|no was refused, and is in history"
            + "|no was refused, and reached ada|no was refused, and reached ben");
  }

  @Test
  void aFaultMayNotBeToldAsABug() {
    refusals = Map.of("unavailable", 7L, "key-conflict", 1L, "internal", 2L);
    assertBroken("FAULTS_ARE_TOLD_AS_UNAVAILABLE|2 answers were `internal`");
  }

  @Test
  void historyBeginsAtOneAndSkipsNothing() {
    history = List.of(new Kept(2, "b"), new Kept(4, "c"));
    sendings.clear();
    sendings.addAll(List.of(acked("b", 2), acked("c", 4)));
    always = List.of(Step.began(4));
    later = List.of(Step.began(4));
    assertBroken(
        "HISTORY_IS_GAPLESS_FROM_ONE: 2|attic has 2 (b) where 1 belongs"
            + "|attic has 4 (c) where 3 belongs");
  }

  @Test
  void historyHasNothingThatNobodySent() {
    sendings.remove(1);
    assertBroken("HISTORY_HAS_ONLY_WHAT_WAS_SENT|b at attic/2");
  }

  @Test
  void whoIsThereIsOwedEveryMessage() {
    always = List.of(Step.began(0), Step.heard(1, "a"), Step.recovered(2), Step.heard(3, "c"));
    assertBroken(
        "ACKED_MESSAGES_REACHED_EVERYBODY: 1|b, acked at attic/2, did not reach ada",
        "RECEIVERS_SKIP_NOTHING_UNANNOUNCED: 1|ada in attic was at 1|RECOVERED, seq=2");
  }

  @Test
  void aLiveMessageThatIsPassedOverIsASilentGap() {
    always = List.of(Step.began(0), Step.heard(1, "a"), Step.heard(3, "c"));
    assertBroken(
        "ACKED_MESSAGES_REACHED_EVERYBODY: 1|b, acked at attic/2, did not reach ada",
        "RECEIVERS_SKIP_NOTHING_UNANNOUNCED: 1|ada in attic was at 1|HEARD, seq=3");
  }

  private void aThousandMore() {
    history = new ArrayList<>(history);
    for (long seq = 4; seq <= 1_003; seq++) {
      sendings.add(acked("m" + seq, seq));
      history.add(new Kept(seq, "m" + seq));
    }
  }

  @Test
  void anAnnouncedGapIsNoFaultWhereMoreWasMissedThanIsReplayed() {
    aThousandMore();
    always = List.of(Step.began(0), Step.gap(1_003, "too-far-back"));
    later = List.of(Step.began(1_003));
    held = Map.of();
    assertThat(broken()).isEmpty();
  }

  @Test
  void nobodyIsToldOfAGapWhoCouldHaveRecovered() {
    aThousandMore();
    always = List.of(Step.began(0), Step.gap(1_000, "too-far-back"), Step.gap(1_003, "trimmed"));
    later = List.of(Step.began(1_003));
    held = Map.of();
    assertBroken(
        "GAPS_ARE_ONLY_WHERE_TOO_MUCH_WAS_MISSED: 2|ada in attic was at 0|ada in attic was at 1000");
  }

  @Test
  void aMessageThatComesAgainComesTwice() {
    later = plus(later, Step.heard(3, "c"));
    assertBroken("RECEIVERS_HEAR_NOTHING_TWICE: 1|ben in attic was at 3|HEARD, seq=3");
  }

  @Test
  void everybodyHearsTheOrderOfHistory() {
    always = List.of(Step.began(0), Step.heard(1, "b"), Step.heard(2, "a"), Step.heard(3, "c"));
    assertBroken(
        "RECEIVERS_HEAR_THE_ORDER_OF_HISTORY: 2|ada heard b at attic/1, where history has a");
  }

  @Test
  void whoStandsBeforeTheEndIsBehind() {
    always = always.subList(0, 3);
    assertBroken(
        "ACKED_MESSAGES_REACHED_EVERYBODY|c, acked at attic/3, did not reach ada",
        "RECEIVERS_ARE_UP_TO_DATE: 1|ada is at attic/2, history at 3");
  }

  @Test
  void aChangeWithoutAnswerIsUndecided() {
    sendings.set(1, new Sending("b", ROOM, "b", List.of(2L), false, "b", true));
    assertBroken("EVERY_CHANGE_IS_DECIDED: 1|a change of b");
  }

  @Test
  void historyHasTheLastChangeThatWasAcked() {
    sendings.set(1, new Sending("b", ROOM, "b", List.of(2L), false, Content.edited("b"), false));
    sendings.set(2, new Sending("c", ROOM, "c", List.of(3L), false, Content.DELETED, false));
    assertBroken("HISTORY_ENDS_WITH_THE_LAST_CHANGE: 2|b says 'b~1'|c says '' by its");
  }

  @Test
  void everybodyEndsWithTheLastChange() {
    sendings.set(1, new Sending("b", ROOM, "b", List.of(2L), false, "b~1", false));
    sendings.set(2, new Sending("c", ROOM, "c", List.of(3L), false, Content.DELETED, false));
    history = List.of(new Kept(1, "a"), new Kept(2, "b", "b~1"), new Kept(3, "c", ""));
    always = List.of(Step.began(3));
    assertBroken(
        "RECEIVERS_END_WITH_WHAT_HISTORY_HAS: 2"
            + "|ben ends with 'b' at attic/2, where history has 'b~1'"
            + "|ben ends with 'c' at attic/3, where history has ''");

    held = Map.of(2L, "b~1", 3L, "");
    assertThat(broken()).isEmpty();
  }

  @Test
  void twoMessagesUnderOneKeyAreOneTooMany() {
    sendings.set(1, new Sending("b", ROOM, "a", List.of(2L), false, "b", false));
    assertBroken("A_KEY_CARRIES_ONE_MESSAGE: 1|a and b were both acked under the key a");
  }

  @Test
  void aRunWithoutAConflictOfKeysHasNotTriedIt() {
    refusals = Map.of("unavailable", 7L);
    assertBroken("A_CONFLICT_OF_KEYS_WAS_REFUSED: 1");
  }

  @Test
  void presenceIsWhoIsConnected() {
    presence = new Presence(Set.of("ada", "ben"), Set.of("ben", "ghost"));
    assertBroken(
        "PRESENCE_HAS_CONVERGED: 2|ghost is said to be in attic|ada is in attic, and is not said");
  }

  @Test
  void whatDidNotWorkAfterwardsIsTold() {
    troubles = List.of("the witness did not hear what it said");
    assertBroken("THE_SERVICE_IS_LIVE: 1|the witness did not hear what it said");
  }

  private static List<Step> plus(List<Step> steps, Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return more;
  }
}

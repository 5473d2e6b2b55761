package dev.parley.ledger;

import java.util.List;
import java.util.function.Function;

/** One promise, held against the books; answers what breaks it, each with the ids concerned. */
enum Check {
  EVERY_MESSAGE_IS_DECIDED(SenderChecks::undecided),
  ACKED_MESSAGES_ARE_IN_HISTORY(SenderChecks::ackedButNotKept),
  EVERY_CHANGE_IS_DECIDED(SenderChecks::undecidedChanges),
  HISTORY_ENDS_WITH_THE_LAST_CHANGE(SenderChecks::changedOtherwise),
  A_KEY_MAKES_ONE_MESSAGE(SenderChecks::severalPlaces),
  A_KEY_CARRIES_ONE_MESSAGE(SenderChecks::severalUnderOneKey),
  A_CONFLICT_OF_KEYS_WAS_REFUSED(SenderChecks::noConflict),
  REFUSED_MESSAGES_ARE_NOWHERE(SenderChecks::refusedButThere),
  FAULTS_ARE_TOLD_AS_UNAVAILABLE(SenderChecks::internalErrors),
  HISTORY_IS_GAPLESS_FROM_ONE(HistoryChecks::gaps),
  HISTORY_HAS_NOTHING_TWICE(HistoryChecks::twice),
  HISTORY_HAS_ONLY_WHAT_WAS_SENT(HistoryChecks::neverSent),
  ACKED_MESSAGES_REACHED_EVERYBODY(ReceiverChecks::ackedButNotHeard),
  RECEIVERS_SKIP_NOTHING_UNANNOUNCED(ReceiverChecks::silentGaps),
  GAPS_ARE_ONLY_WHERE_TOO_MUCH_WAS_MISSED(ReceiverChecks::needlessGaps),
  RECEIVERS_HEAR_NOTHING_TWICE(ReceiverChecks::twice),
  RECEIVERS_HEAR_THE_ORDER_OF_HISTORY(ReceiverChecks::otherOrder),
  RECEIVERS_END_WITH_WHAT_HISTORY_HAS(ReceiverChecks::otherContent),
  RECEIVERS_ARE_UP_TO_DATE(ReceiverChecks::behind),
  PRESENCE_HAS_CONVERGED(ServiceChecks::presence),
  THE_SERVICE_IS_LIVE(ServiceChecks::troubles);

  private final Function<Books, List<String>> finding;

  Check(Function<Books, List<String>> finding) {
    this.finding = finding;
  }

  /** Empty where the promise is kept. */
  List<String> violations(Books books) {
    return finding.apply(books);
  }
}

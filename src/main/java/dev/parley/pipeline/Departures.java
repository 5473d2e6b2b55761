package dev.parley.pipeline;

import dev.parley.log.Log;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Event;
import dev.parley.session.Session;
import dev.parley.session.Sessions;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The sessions of a node that is being emptied, each on its way out: told when to come back, heard
 * for a pause longer, and closed once all that it asked for is answered. What fails for one is
 * logged and harms no other. Safe for use by any thread; does not block but for another thread's
 * round.
 */
final class Departures {
  private static final Log LOG = Log.of(Departures.class);
  private static final CloseCode REASON = CloseCode.RESTART;

  private final Sessions sessions;
  private final DrainLimits limits;

  // Guarded by this.
  private final Map<Session, Long> told = new HashMap<>(); // when, by System.nanoTime
  private long nextBatchAt;

  Departures(Sessions sessions, DrainLimits limits, long now) {
    this.sessions = sessions;
    this.limits = limits;
    this.nextBatchAt = now;
  }

  /**
   * Goes on with what is due: to be called often.
   *
   * @param hurried whether all sessions are told in this round, without pauses
   */
  synchronized void round(long now, boolean hurried) {
    if (hurried) {
      tell(now, Integer.MAX_VALUE);
    } else if (now - nextBatchAt >= 0) {
      nextBatchAt = now + limits.pause().toNanos();
      tell(now, limits.batchSessions());
    }
    long heardFor = hurried ? 0 : limits.pause().toNanos();
    Iterator<Map.Entry<Session, Long>> all = told.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Session, Long> one = all.next();
      if (isGone(one.getKey(), now - one.getValue(), heardFor)) {
        all.remove();
      }
    }
  }

  private void tell(long now, int most) {
    int[] left = {most};
    sessions.forEach(
        session -> {
          if (left[0] > 0 && told.putIfAbsent(session, now) == null) {
            left[0]--;
            sayGoodbye(session);
          }
        });
  }

  private void sayGoodbye(Session session) {
    try {
      long after = 1 + ThreadLocalRandom.current().nextLong(limits.spread().toMillis());
      session.send(new Event.Goodbye(REASON.reason(), after));
    } catch (RuntimeException | Error failure) {
      LOG.error("drain-goodbye-failed", failure, "session", session.clientId());
    }
  }

  private static void close(Session session) {
    try {
      session.close(REASON);
    } catch (RuntimeException | Error failure) {
      LOG.error("drain-close-failed", failure, "session", session.clientId());
    }
  }

  /** Closes the session if its time has come. */
  private boolean isGone(Session session, long toldFor, long heardFor) {
    if (toldFor < heardFor) {
      return session.isClosed();
    }
    session.takeNoMore();
    if (session.isSettled() || toldFor >= limits.finishWithin().toNanos()) {
      close(session);
    }
    return session.isClosed();
  }

  /** Closes all that are left, and answers how many they were. */
  synchronized int cut() {
    int[] count = {0};
    sessions.forEach(
        session -> {
          if (!told.containsKey(session)) {
            sayGoodbye(session);
          }
          close(session);
          count[0]++;
        });
    told.clear();
    return count[0];
  }

  boolean isOver() {
    return sessions.countOpening() == 0;
  }
}

package dev.parley.emit;

import dev.parley.protocol.AckId;
import dev.parley.protocol.ClientId;
import dev.parley.protocol.Event;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.Payload;
import dev.parley.protocol.Result;
import dev.parley.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One event whose answers are awaited: from whom, which have come, and who will give none. Safe for
 * use by any thread; does not block. Ends once, and then tells whoever waits.
 */
final class Awaited {
  final Event.Custom event;
  final long number;
  private final Consumer<Result.Emitted> done;
  private final int recipients;

  /** Whose answers it was begun for. */
  final Set<ClientId> clients;

  private final LongPredicate hold;

  /** Hears, when it ends, how many bytes of answers were held. Set before it is known to others. */
  @Nullable LongConsumer atEnd;

  // Guarded by this.
  private @Nullable ScheduledFuture<?> timer;
  private final Map<ClientId, Result.Recipient> open = new HashMap<>();
  private final List<Result.Recipient> gone = new ArrayList<>(0);
  private final List<Result.Answer> answers = new ArrayList<>();
  private long answerBytes;
  private boolean ended;

  Awaited(
      Event.Custom event,
      long number,
      Collection<Session> recipients,
      LongPredicate hold,
      Consumer<Result.Emitted> done) {
    this.event = event;
    this.number = number;
    this.hold = hold;
    this.done = done;
    for (Session session : recipients) {
      ClientId client = session.clientId();
      open.put(client, new Result.Recipient(session.user().id(), client));
    }
    this.recipients = open.size();
    this.clients = Set.copyOf(open.keySet());
  }

  synchronized boolean isOpenFor(ClientId client) {
    return !ended && open.containsKey(client);
  }

  /** What ends it when its time is up; it may have ended already, as when a recipient is gone. */
  synchronized void endBy(ScheduledFuture<?> timeUp) {
    timer = timeUp;
    if (ended) {
      timeUp.cancel(false);
    }
  }

  Outcome<AckId> answer(AckId id, ClientId from, Payload payload) {
    long bytes = payload.bytes();
    boolean within;
    synchronized (this) {
      Result.Recipient recipient = ended ? null : open.remove(from);
      if (recipient == null) {
        return Acknowledgements.NOBODY_WAITS;
      }
      within = hold.test(bytes);
      if (within) {
        answers.add(new Result.Answer(recipient.userId(), recipient.clientId(), payload));
        answerBytes += bytes;
      } else {
        gone.add(recipient);
      }
    }
    endIfComplete();
    return within ? Outcome.done(id) : Acknowledgements.TOO_MUCH;
  }

  void gone(ClientId client) {
    synchronized (this) {
      Result.Recipient recipient = ended ? null : open.remove(client);
      if (recipient == null) {
        return;
      }
      gone.add(recipient);
    }
    endIfComplete();
  }

  void endIfComplete() {
    boolean complete;
    synchronized (this) {
      complete = open.isEmpty();
    }
    if (complete) {
      end();
    }
  }

  void end() {
    Result.Emitted result;
    long held;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      held = answerBytes;
      List<Result.Recipient> silent = new ArrayList<>(gone);
      silent.addAll(open.values());
      result = new Result.Emitted(recipients, List.copyOf(answers), silent);
      if (timer != null) {
        timer.cancel(false);
      }
    }
    if (atEnd != null) {
      atEnd.accept(held);
    }
    done.accept(result);
  }
}

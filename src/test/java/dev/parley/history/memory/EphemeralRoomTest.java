package dev.parley.history.memory;

import static dev.parley.history.Caller.change;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.parley.history.Change;
import dev.parley.history.Entry;
import dev.parley.history.Pending;
import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.protocol.UserName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EphemeralRoomTest {
  private static final long FAILING = TimeUnit.MILLISECONDS.toNanos(250);

  /** Takes nothing for a while, as where there is no memory for it. */
  private static final class Poor extends ArrayList<Pending> {
    private static final long serialVersionUID = 1L;

    private final long began = System.nanoTime();
    private int failures;

    @Override
    public boolean add(Pending pending) {
      if (System.nanoTime() - began < FAILING) {
        failures++;
        throw new OutOfMemoryError("Java heap space");
      }
      return super.add(pending);
    }
  }

  @Test
  void whatCannotBeTakenIsTriedAgainAfterAPause() {
    Poor batch = new Poor();
    EphemeralRoom room =
        new EphemeralRoom(
            new SentKeys(Ticker.systemTicker()), Clock.systemUTC(), Runnable::run, batch);
    Entry entry =
        new Entry.Post(new RoomName("r"), new UserId("u"), new UserName("U"), "hello", null);
    List<Outcome<Change>> told = new ArrayList<>();

    room.write(new Pending(entry, told::add), 10, (name, changes) -> {});

    assertThat(change(told.get(0)).message().seq()).isEqualTo(1);
    assertThat(batch.failures).isBetween(1, 10);
  }
}

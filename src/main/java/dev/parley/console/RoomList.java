package dev.parley.console;

import dev.parley.protocol.Outcome;
import dev.parley.protocol.RoomName;
import dev.parley.room.RoomState;
import dev.parley.room.RoomSurvey;
import dev.parley.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of this node with somebody in them, as they were within the last second. A user finds
 * those that the policies of their families let that user know of; rooms of one user are never
 * listed. Safe for use by any thread; does not block.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class RoomList {
  /** By what it can be sorted. */
  public static final List<String> ORDERS = List.of("name", "users", "sessions", "messages");

  private static final Map<String, Function<RoomLine, SortKey>> KEYS =
      Map.of(
          "name", line -> SortKey.of(line.room().key()),
          "users", line -> SortKey.of(line.users(), line.room().key()),
          "sessions", line -> SortKey.of(line.sessions(), line.room().key()),
          "messages", line -> SortKey.of(line.messagesPerMinute(), line.room().key()));
  private static final double SECONDS_REMEMBERED = 60;

  private Reader reader;
  private RoomSurvey survey;

  // Touched by the reader's thread alone.
  private Map<RoomName, Pace> paces = new HashMap<>();
  private Listing<RoomLine> listing = new Listing<>(List.of(), KEYS);
  private long lookedAt;

  private record Pace(long seq, double perMinute) {}

  @Inject
  public RoomList(Reader reader, Rooms rooms) {
    this(reader, rooms.survey());
  }

  RoomList(Reader reader, RoomSurvey survey) {
    this.reader = reader;
    this.survey = survey;
    this.lookedAt = System.nanoTime();
  }

  protected RoomList() {} // for the container's proxy

  /** From now on it is looked at every second; called once, at start-up. */
  public void start() {
    reader.everySecond(() -> look(System.nanoTime()));
  }

  void look(long nanoTime) {
    double seconds = (nanoTime - lookedAt) / (double) TimeUnit.SECONDS.toNanos(1);
    lookedAt = nanoTime;
    double kept = Math.exp(-seconds / SECONDS_REMEMBERED);
    List<RoomState> states = survey.all();
    Map<RoomName, Pace> now = new HashMap<>(states.size() * 2);
    List<RoomLine> lines = new ArrayList<>(states.size());
    for (RoomState state : states) {
      Pace pace = pace(paces.get(state.name()), state.lastSeq(), kept);
      now.put(state.name(), pace);
      lines.add(
          new RoomLine(
              state.name(), state.kind(), state.users(), state.sessions(), pace.perMinute()));
    }
    paces = now;
    listing = new Listing<>(lines, KEYS);
  }

  /** A log that began anew is at lower sequences: it counts from there. */
  private static Pace pace(@Nullable Pace before, long seq, double kept) {
    if (before == null) {
      return new Pace(seq, 0);
    }
    long said = before.seq() == 0 ? 0 : Math.max(0, seq - before.seq()); // 0: it was not known yet
    return new Pace(seq, before.perMinute() * kept + said);
  }

  /** The page that is wanted. */
  public CompletionStage<Outcome<RoomPage>> page(ListQuery query) {
    return reader.read(() -> Outcome.done(pageNow(query)));
  }

  RoomPage pageNow(ListQuery query) {
    Listing.Page<RoomLine> page = listing.page(query.showing(line -> isShown(line, query)));
    return new RoomPage(page.lines(), page.total(), page.next());
  }

  private boolean isShown(RoomLine line, ListQuery query) {
    RoomName room = line.room();
    return query.matches(room.value()) && !room.isPersonal() && survey.isKnownTo(query.who(), room);
  }
}

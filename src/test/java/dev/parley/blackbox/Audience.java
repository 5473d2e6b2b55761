package dev.parley.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Many members of one room who all read, and one of them who speaks: as fast as the slowest hears,
 * with so many messages under way. One thread does it all.
 */
final class Audience implements AutoCloseable {
  private static final Duration HEARD_WITHIN = Duration.ofMinutes(4);
  private static final int UNDER_WAY = 128;
  private static final int SCRATCH = 256 * 1024;

  private final String room;
  private final int contentLength;
  private final Selector selector;
  private final List<AudienceMember> members = new ArrayList<>();
  private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH);
  private final List<Long> sentAt = new ArrayList<>(); // by number, from 1
  private final List<Integer> heardBy = new ArrayList<>(); // how many members, by number
  private int heardByAll;
  private Histogram latency = new Histogram(3);

  private Audience(String room, int contentLength) throws IOException {
    this.room = room;
    this.contentLength = contentLength;
    this.selector = Selector.open();
    sentAt.add(0L);
    heardBy.add(0);
  }

  static Audience of(int size, URI endpoint, String room, int contentLength) {
    try {
      Audience audience = new Audience(room, contentLength);
      for (int i = 0; i < size; i++) {
        AudienceMember member = AudienceMember.connect(endpoint, 0).join(room);
        member.channel().register(audience.selector, SelectionKey.OP_READ, member);
        audience.members.add(member);
      }
      return audience;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int underWay() {
    return UNDER_WAY;
  }

  /** Says so many messages, and returns when everybody has heard all; how long each took. */
  Histogram hear(int messages) {
    latency = new Histogram(3);
    int end = sentAt.size() - 1 + messages;
    long deadline = System.nanoTime() + HEARD_WITHIN.toNanos();
    try {
      while (heardByAll < end) {
        speak(end);
        selector.select(this::read, 1);
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "all have heard %d of %d messages in %s".formatted(heardByAll, end, HEARD_WITHIN));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return latency;
  }

  private void speak(int end) throws IOException {
    while (sentAt.size() <= end && sentAt.size() - 1 - heardByAll < UNDER_WAY) {
      String content = Marks.content(sentAt.size(), contentLength);
      sentAt.add(System.nanoTime());
      heardBy.add(0);
      members
          .get(0)
          .send(
              "{\"type\":\"chat:send\",\"data\":{\"roomId\":\"%s\",\"content\":\"%s\"}}"
                  .formatted(room, content));
    }
  }

  private void read(SelectionKey key) {
    AudienceMember member = (AudienceMember) key.attachment();
    long now = System.nanoTime();
    try {
      boolean open = member.read(scratch, number -> hear(number, now));
      if (!open) {
        throw new AssertionError("who reads was closed, at message " + member.last());
      }
    } catch (IOException e) {
      throw new AssertionError("who reads was cut off, at message " + member.last(), e);
    }
  }

  private void hear(int number, long now) {
    heardBy.set(number, heardBy.get(number) + 1);
    while (heardByAll + 1 < heardBy.size() && heardBy.get(heardByAll + 1) == members.size()) {
      heardByAll++;
    }
    latency.recordValue(TimeUnit.NANOSECONDS.toMicros(now - sentAt.get(number)));
  }

  @Override
  public void close() {
    try {
      for (AudienceMember member : members) {
        member.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

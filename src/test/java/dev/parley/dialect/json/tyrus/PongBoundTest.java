package dev.parley.dialect.json.tyrus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.Test;

/** On a writer whose client reads when the test says so. */
class PongBoundTest {
  private static final byte TEXT = (byte) 0x81;
  private static final byte CLOSE = (byte) 0x88;
  private static final byte PONG = (byte) 0x8a;

  private final Unread unread = new Unread();
  private final AtomicInteger exceeded = new AtomicInteger();
  private final PongBound bound = new PongBound(unread, null, 3 * 300, exceeded::incrementAndGet);
  private final Told told = new Told();

  private void write(byte head, int length) {
    bound.write(ByteBuffer.allocate(length).put(0, head), told);
  }

  @Test
  void soManyAnswersWaitAndThenTheConnectionIsCutOnce() {
    for (int i = 0; i < 3; i++) {
      write(PONG, 44);
    }
    assertThat(exceeded).hasValue(0);
    assertThat(unread.frames).hasSize(3);

    write(PONG, 44);
    write(PONG, 44);

    assertThat(exceeded).hasValue(1);
    assertThat(unread.closes).isEqualTo(1);
    assertThat(unread.frames).hasSize(3);
    assertThat(told.failed).isEqualTo(2);
  }

  @Test
  void anAnswerThatIsReadMakesRoom() {
    for (int i = 0; i < 1_000; i++) {
      write(PONG, 44);
      unread.readOne();
    }
    assertThat(exceeded).hasValue(0);
    assertThat(told.completed).isEqualTo(1_000);
  }

  @Test
  void emptyAnswersHaveABoundToo() {
    for (int i = 0; i < 4; i++) {
      write(PONG, 2);
    }
    assertThat(exceeded).hasValue(1);
  }

  @Test
  void whatElseIsSentHasItsOwnBound() {
    write(TEXT, 70_000);
    write(CLOSE, 4);
    assertThat(exceeded).hasValue(0);
    assertThat(unread.frames).hasSize(2);
  }

  private static final class Unread extends Writer {
    private final List<ByteBuffer> frames = new ArrayList<>();
    private final List<CompletionHandler<ByteBuffer>> waiting = new ArrayList<>();
    private int closes;

    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
      frames.add(frame);
      waiting.add(completion);
    }

    void readOne() {
      waiting.remove(0).completed(frames.remove(0));
    }

    @Override
    public void close() {
      closes++;
    }
  }

  private static final class Told extends CompletionHandler<ByteBuffer> {
    private int completed;
    private int failed;

    @Override
    public void completed(ByteBuffer frame) {
      completed++;
    }

    @Override
    public void failed(Throwable failure) {
      failed++;
    }
  }
}

package dev.parley.session;

import dev.parley.protocol.Event;
import dev.parley.protocol.Outbound;
import dev.parley.protocol.Reply;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes frames that a test can read: {@code chat:message 3 hello}; counts how many it made. */
public final class PlainCodec implements Codec {
  private final AtomicInteger encoded = new AtomicInteger();

  @Override
  public String encode(Outbound message) {
    encoded.incrementAndGet();
    return message instanceof Event event ? event(event) : reply((Reply) message);
  }

  private static String event(Event event) {
    if (event instanceof Event.Goodbye goodbye) {
      return goodbye.reason();
    } else if (event instanceof Event.ChatMessage said) {
      return "message " + said.message().seq() + " " + said.message().content();
    } else if (event instanceof Event.ChatEdited edited) {
      return "edited " + edited.message().seq() + " " + edited.message().content();
    } else if (event instanceof Event.ChatDeleted deleted) {
      return "deleted " + deleted.message().seq();
    } else if (event instanceof Event.UserJoined joined) {
      return "joined " + joined.userId();
    } else if (event instanceof Event.UserLeft left) {
      return "left " + left.userId();
    } else if (event instanceof Event.MemberCount count) {
      return "count " + count.memberCount();
    } else if (event instanceof Event.TypingUser typing) {
      return "typing " + typing.userId();
    } else if (event instanceof Event.TypingStopped stopped) {
      return "stopped " + stopped.userId();
    } else if (event instanceof Event.Custom custom) {
      return "event " + custom.event() + " " + custom.payload().json();
    } else if (event instanceof Event.PresenceChanged changed) {
      return "presence " + changed.userId() + " " + changed.status().wire();
    }
    return event.type();
  }

  private static String reply(Reply reply) {
    if (reply instanceof Reply.Ack ack) {
      return "ack " + ack.id() + " " + ack.result();
    } else if (reply instanceof Reply.Error error) {
      return "error " + error.id() + " " + error.detail().code().wire();
    }
    return "pong " + ((Reply.Pong) reply).id();
  }

  @Override
  public String batch(List<String> frames) {
    return String.join("|", frames);
  }

  public int encoded() {
    return encoded.get();
  }
}

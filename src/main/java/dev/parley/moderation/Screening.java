package dev.parley.moderation;

import java.util.List;

/** What the filters say to the words of a message. */
public sealed interface Screening {
  /** No filter matches. */
  Screening PASSED = new Passed();

  /** The words as they may be said; as they are where they may not be said at all. */
  String of(String said);

  /** As {@link #PASSED}. */
  record Passed() implements Screening {
    @Override
    public String of(String said) {
      return said;
    }
  }

  /** It may be said so. */
  record Masked(String content) implements Screening {
    @Override
    public String of(String said) {
      return content;
    }
  }

  /** It may not be said. */
  record Blocked() implements Screening {
    @Override
    public String of(String said) {
      return said;
    }
  }

  /** What a filter has matched, as it was said, in the order of the text. */
  record Match(ContentFilter filter, List<String> texts) {
    public Match {
      texts = List.copyOf(texts);
    }
  }

  /** What would become of a message, and why: for moderators alone. */
  record Tested(Screening result, List<Match> matches) {
    public Tested {
      matches = List.copyOf(matches);
    }
  }
}

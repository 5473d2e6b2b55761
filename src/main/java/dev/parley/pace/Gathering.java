package dev.parley.pace;

/**
 * How many have come together of late in a queue that is emptied in batches, and so whether to wait
 * for more pays. Who sends one thing and waits for the answer comes back each time: once as many
 * wait as were in the greatest of the last 16 to 32 batches, a longer wait would hardly bring more.
 *
 * <p>Not safe for use by several threads.
 */
public final class Gathering {
  private static final int WINDOW = 16;

  private int greatest = 1;
  private int greatestOfWindow = 1;
  private int batches;

  /** A batch of so many was taken. */
  public void took(int count) {
    greatest = Math.max(greatest, count);
    greatestOfWindow = Math.max(greatestOfWindow, count);
    batches++;
    if (batches == WINDOW) {
      greatest = greatestOfWindow;
      greatestOfWindow = 1;
      batches = 0;
    }
  }

  /**
   * Once so many wait, it does not pay to wait for more. Where several came together, once in 16
   * batches it is worth a try however many there are: two halves that take turns would never meet
   * otherwise.
   */
  public int enough() {
    return batches == 0 && greatest > 1 ? Integer.MAX_VALUE : greatest;
  }

  public boolean isEnough(int waiting) {
    return waiting >= enough();
  }
}

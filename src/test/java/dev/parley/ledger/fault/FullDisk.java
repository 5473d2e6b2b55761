package dev.parley.ledger.fault;

import dev.parley.testkit.SmallDisk;

/** The disk of the file database takes no more bytes. */
public record FullDisk(SmallDisk disk) implements Fault {
  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public String told() {
    return name() + " by " + disk.how();
  }

  @Override
  public void inject() {
    disk.fill();
  }

  @Override
  public void heal() {
    disk.free();
  }
}

package dev.parley.moderation;

import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps acts as long as the test runs, and fails when it is told to. */
final class MemoryStore implements ModerationStore {
  final Map<ActId, Sanction> sanctions = new LinkedHashMap<>();
  final Map<RoomName, RoomControls> controls = new LinkedHashMap<>();
  final List<AuditEntry> entries = new ArrayList<>();

  /** Whether what is written is not confirmed; it may be there all the same. */
  boolean confirmsNothing;

  boolean writesAllTheSame;

  /** Whether it cannot be read. */
  boolean isAway;

  private void write(Runnable change) {
    if (!confirmsNothing || writesAllTheSame) {
      change.run();
    }
    if (confirmsNothing) {
      throw new IllegalStateException("not confirmed");
    }
  }

  @Override
  public List<Sanction> inForce(Instant now) {
    if (isAway) {
      throw new IllegalStateException("away");
    }
    return sanctions.values().stream().filter(s -> s.isInForceAt(now)).toList();
  }

  @Override
  public void impose(Sanction sanction, @Nullable Sanction replaced, AuditEntry entry) {
    write(
        () -> {
          if (replaced != null) {
            sanctions.put(replaced.id(), replaced);
          }
          sanctions.put(sanction.id(), sanction);
          entries.add(entry);
        });
  }

  @Override
  public void lift(Sanction ended, AuditEntry entry) {
    write(
        () -> {
          sanctions.put(ended.id(), ended);
          entries.add(entry);
        });
  }

  @Override
  public List<RoomControls> controls() {
    if (isAway) {
      throw new IllegalStateException("away");
    }
    return List.copyOf(controls.values());
  }

  @Override
  public void keep(RoomControls set, AuditEntry entry) {
    write(
        () -> {
          controls.put(set.room(), set);
          controls.values().removeIf(RoomControls::isOpen);
          entries.add(entry);
        });
  }

  @Override
  public void forgetReasons(UserId user, Reason instead) {
    write(
        () ->
            sanctions.replaceAll(
                (id, each) ->
                    user.equals(each.subject().user()) ? each.withReason(instead) : each));
  }

  @Override
  public void add(AuditEntry entry) {
    write(() -> entries.add(entry));
  }

  @Override
  public void addInTransaction(AuditEntry entry) {
    add(entry);
  }

  @Override
  public @Nullable Sanction find(Tenant tenant, ActId id) {
    Sanction found = sanctions.get(id);
    return found == null || !found.subject().tenant().equals(tenant) ? null : found;
  }

  @Override
  public List<Sanction> sanctions(SanctionFilter filter, Instant now) {
    throw new UnsupportedOperationException("JpaModerationStoreTest asks the real one");
  }

  @Override
  public List<AuditEntry> audit(AuditFilter filter) {
    throw new UnsupportedOperationException("JpaModerationStoreTest asks the real one");
  }
}

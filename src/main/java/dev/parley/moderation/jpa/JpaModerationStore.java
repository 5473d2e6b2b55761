package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.AuditFilter;
import dev.parley.moderation.ModerationStore;
import dev.parley.moderation.Reason;
import dev.parley.moderation.RoomControls;
import dev.parley.moderation.Sanction;
import dev.parley.moderation.SanctionFilter;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Acts of moderation in the tables {@code sanction} and {@code audit_entry}; every call is a
 * transaction of its own.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaModerationStore implements ModerationStore {
  private static final String IN_FORCE =
      "r.endedHow IS NULL AND (r.endsAt IS NULL OR r.endsAt > :now)";
  private static final String ENDED = "(r.endedHow IS NOT NULL OR r.endsAt <= :now)";

  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  /** For the container. */
  @SuppressWarnings("NullAway.Init") // which sets the entity manager
  public JpaModerationStore() {}

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaModerationStore(EntityManager em) {
    this.em = em;
  }

  @Override
  public List<Sanction> inForce(Instant now) {
    return em.createQuery("SELECT r FROM SanctionRow r WHERE " + IN_FORCE, SanctionRow.class)
        .setParameter("now", now.toEpochMilli())
        .getResultStream()
        .map(SanctionRow::sanction)
        .toList();
  }

  @Override
  public void impose(Sanction sanction, @Nullable Sanction replaced, AuditEntry entry) {
    if (replaced != null) {
      end(replaced);
    }
    em.persist(new SanctionRow(sanction));
    add(entry);
  }

  @Override
  public void lift(Sanction ended, AuditEntry entry) {
    end(ended);
    add(entry);
  }

  private void end(Sanction ended) {
    SanctionRow row =
        em.find(SanctionRow.class, ended.id().number(), LockModeType.PESSIMISTIC_WRITE);
    if (row != null && ended.end() != null) {
      row.end(ended.end());
    }
  }

  @Override
  public List<RoomControls> controls() {
    return em.createQuery("SELECT r FROM RoomControlsRow r", RoomControlsRow.class)
        .getResultStream()
        .map(RoomControlsRow::controls)
        .toList();
  }

  @Override
  public void keep(RoomControls controls, AuditEntry entry) {
    if (controls.isOpen()) {
      RoomControlsRow row = em.find(RoomControlsRow.class, controls.room().key());
      if (row != null) {
        em.remove(row);
      }
    } else {
      em.merge(new RoomControlsRow(controls, entry.by(), entry.at()));
    }
    add(entry);
  }

  @Override
  public void forgetReasons(UserId user, Reason instead) {
    String theirs = " WHERE r.tenant = :tenant AND r.userId = :person";
    for (String forget :
        List.of(
            "UPDATE SanctionRow r SET r.reason = :erased" + theirs,
            "UPDATE SanctionRow r SET r.endReason = :erased"
                + theirs
                + " AND r.endReason IS NOT NULL")) {
      em.createQuery(forget)
          .setParameter("erased", instead.value())
          .setParameter("tenant", user.tenant().value())
          .setParameter("person", user.value())
          .executeUpdate();
    }
  }

  @Override
  public void add(AuditEntry entry) {
    em.persist(new AuditRow(entry));
    em.flush();
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public void addInTransaction(AuditEntry entry) {
    em.persist(new AuditRow(entry)); // it is sent with what else the transaction writes
  }

  @Override
  public @Nullable Sanction find(Tenant tenant, ActId id) {
    SanctionRow row = em.find(SanctionRow.class, id.number());
    return row == null || !row.isOf(tenant) ? null : row.sanction();
  }

  @Override
  public List<Sanction> sanctions(SanctionFilter filter, Instant now) {
    boolean ended = Boolean.FALSE.equals(filter.inForce());
    return new Conditions()
            .and("r.tenant = :tenant", "tenant", filter.tenant().value())
            .and("r.kind = :kind", "kind", filter.kind() == null ? null : filter.kind().name())
            .and("r.userId = :person", "person", value(filter.user()))
            .and(
                "r.addresses = :addresses",
                "addresses",
                filter.addresses() == null ? null : filter.addresses().value())
            .and("r.room = :room", "room", key(filter.room()))
            .and(
                ended ? ENDED : IN_FORCE,
                "now",
                filter.inForce() == null ? null : now.toEpochMilli())
            .and("r.id < :mark", "mark", number(filter.before()))
            .newest(em, SanctionRow.class, filter.limit() + 1)
            .stream()
            .map(SanctionRow::sanction)
            .toList();
  }

  @Override
  public List<AuditEntry> audit(AuditFilter filter) {
    return new Conditions()
            .and("r.tenant = :tenant", "tenant", filter.tenant().value())
            .and("r.madeBy = :author", "author", value(filter.by()))
            .and(
                "r.action = :action",
                "action",
                filter.action() == null ? null : filter.action().name())
            .and("r.userId = :person", "person", value(filter.user()))
            .and("r.room = :room", "room", key(filter.room()))
            .and("r.madeAt >= :since", "since", millis(filter.from()))
            .and("r.madeAt < :upTo", "upTo", millis(filter.to()))
            .and("r.id < :mark", "mark", number(filter.before()))
            .newest(em, AuditRow.class, filter.limit() + 1)
            .stream()
            .map(AuditRow::entry)
            .toList();
  }

  private static @Nullable String value(@Nullable UserId user) {
    return user == null ? null : user.value();
  }

  private static @Nullable String key(@Nullable RoomName room) {
    return room == null ? null : room.key();
  }

  private static @Nullable Long number(@Nullable ActId id) {
    return id == null ? null : id.number();
  }

  private static @Nullable Long millis(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }
}

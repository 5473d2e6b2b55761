package dev.parley.moderation.jpa;

import dev.parley.moderation.ActId;
import dev.parley.moderation.AuditEntry;
import dev.parley.moderation.Reason;
import dev.parley.moderation.Report;
import dev.parley.moderation.ReportFilter;
import dev.parley.moderation.ReportStore;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.Tenant;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports in the table {@code report}; every call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@SuppressWarnings("NullAway.Init") // the container's proxy has no fields
public class JpaReportStore implements ReportStore {
  /** Whose report it is where all that says so was erased. */
  private static final String OPEN = " r.state IN ('PENDING', 'ASSIGNED')";

  @PersistenceContext(unitName = "parley")
  private EntityManager em;

  private ReportBodies bodies;

  /** In the container, which sets the entity manager. */
  @Inject
  public JpaReportStore(ReportBodies bodies) {
    this.bodies = bodies;
  }

  protected JpaReportStore() {} // for the container's proxy

  /** Outside a container: in a transaction that the caller begins and ends. */
  JpaReportStore(EntityManager em, ReportBodies bodies) {
    this.em = em;
    this.bodies = bodies;
  }

  @Override
  public long countOpen(Tenant tenant) {
    return em.createQuery(
            "SELECT COUNT(r) FROM ReportRow r WHERE r.tenant = :tenant AND" + OPEN, Long.class)
        .setParameter("tenant", tenant.value())
        .getSingleResult();
  }

  @Override
  public long countOpen(UserId by) {
    return em.createQuery(
            "SELECT COUNT(r) FROM ReportRow r WHERE r.tenant = :tenant AND r.madeBy = :author AND"
                + OPEN,
            Long.class)
        .setParameter("tenant", by.tenant().value())
        .setParameter("author", by.value())
        .getSingleResult();
  }

  @Override
  public @Nullable Report findOpen(RoomName room, MessageId message, UserId by) {
    return em
        .createQuery(
            "SELECT r FROM ReportRow r WHERE r.room = :room AND r.messageId = :message"
                + " AND r.madeBy = :author AND"
                + OPEN,
            ReportRow.class)
        .setParameter("room", room.key())
        .setParameter("message", message.toString())
        .setParameter("author", by.value())
        .setMaxResults(1)
        .getResultList()
        .stream()
        .map(row -> row.report(bodies))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void add(Report report) {
    em.persist(new ReportRow(report, bodies));
    em.flush();
  }

  @Override
  public @Nullable Report find(Tenant tenant, ActId id) {
    ReportRow row = em.find(ReportRow.class, id.number());
    return row == null || !row.isOf(tenant) ? null : row.report(bodies);
  }

  @Override
  public void decide(Report decided, AuditEntry entry) {
    ReportRow row = em.find(ReportRow.class, decided.id().number(), LockModeType.PESSIMISTIC_WRITE);
    if (row != null) {
      row.decide(decided);
    }
    em.persist(new AuditRow(entry));
    em.flush();
  }

  @Override
  public List<Report> list(ReportFilter filter) {
    Report.State state = filter.state();
    ActId before = filter.before();
    return new Conditions()
            .and("r.tenant = :tenant", "tenant", filter.tenant().value())
            .and("r.state = :state", "state", state == null ? null : state.name())
            .and("r.room = :room", "room", filter.room() == null ? null : filter.room().key())
            .and(
                "r.senderId = :person",
                "person",
                filter.sender() == null ? null : filter.sender().value())
            .and(
                "r.madeBy = :author",
                "author",
                filter.reporter() == null ? null : filter.reporter().value())
            .and("r.id < :mark", "mark", before == null ? null : before.number())
            .newest(em, ReportRow.class, filter.limit() + 1)
            .stream()
            .map(row -> row.report(bodies))
            .toList();
  }

  @Override
  public void forget(UserId user, Reason instead) {
    em.createQuery("DELETE FROM ReportRow r WHERE r.tenant = :tenant AND r.senderId = :person")
        .setParameter("tenant", user.tenant().value())
        .setParameter("person", user.value())
        .executeUpdate();
    em.createQuery(
            "UPDATE ReportRow r SET r.madeBy = :nobody, r.reason = :erased"
                + " WHERE r.tenant = :tenant AND r.madeBy = :person")
        .setParameter("nobody", UserId.ERASED)
        .setParameter("erased", instead.value())
        .setParameter("tenant", user.tenant().value())
        .setParameter("person", user.value())
        .executeUpdate();
  }

  @Override
  public int deleteDecidedBefore(Instant then) {
    return em.createQuery(
            "DELETE FROM ReportRow r WHERE r.state IN ('REMOVED', 'RETAINED') AND r.decidedAt < :cutoff")
        .setParameter("cutoff", then.toEpochMilli())
        .executeUpdate();
  }
}

package dev.parley.ledger;

import dev.parley.ledger.fault.CutConnections;
import dev.parley.ledger.fault.DrainedServer;
import dev.parley.ledger.fault.Fault;
import dev.parley.ledger.fault.FrozenServer;
import dev.parley.ledger.fault.FullDisk;
import dev.parley.ledger.fault.KilledDatabase;
import dev.parley.ledger.fault.KilledServer;
import dev.parley.ledger.fault.LockedTables;
import dev.parley.ledger.fault.NoConnections;
import dev.parley.ledger.fault.ReadOnlyDatabase;
import dev.parley.ledger.fault.SilentNetwork;
import dev.parley.testkit.CutProxy;
import dev.parley.testkit.GatewayServer;
import dev.parley.testkit.PostgresServer;
import dev.parley.testkit.ServerOptions;
import dev.parley.testkit.SharedGateway;
import dev.parley.testkit.SmallDisk;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gateway under test with its database and its network, and what can go wrong there. */
final class Site implements AutoCloseable {
  private final GatewayServer server;
  private final CutProxy proxy;
  private final @Nullable PostgresServer postgres;
  private final @Nullable SmallDisk disk;

  private Site(GatewayServer server, @Nullable PostgresServer postgres, @Nullable SmallDisk disk) {
    this.server = server;
    this.postgres = postgres;
    this.disk = disk;
    this.proxy = CutProxy.before(server.wsUri());
  }

  static Site open(LedgerSettings.Database database) {
    if (database == LedgerSettings.Database.POSTGRESQL) {
      PostgresServer postgres = PostgresServer.start();
      return new Site(GatewayServer.start(options().with(postgres.database())), postgres, null);
    }
    GatewayServer[] server = new GatewayServer[1]; // the disk asks for its process only later
    SmallDisk disk = SmallDisk.make(() -> server[0].pid());
    server[0] = GatewayServer.start(options().withJvmOption("-Drun.data=" + disk.folder()));
    return new Site(server[0], null, disk);
  }

  /** Who falls silent is found within seconds, and whoever comes back is let in. */
  private static ServerOptions options() {
    return SharedGateway.options()
        .with("parley.rate.commands-per-second", "10000")
        .with("parley.rate.burst", "10000")
        .with("parley.session.per-user", "100")
        .with("parley.session.heartbeat", "1s")
        .with("parley.session.silence", "3s")
        .with("parley.room.grace", "2s")
        .with("parley.presence.grace", "2s")
        .with("parley.history.page-messages", "1000");
  }

  /** Every fault that this server and database can have. */
  List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    faults.add(new KilledServer(server));
    faults.add(new DrainedServer(server));
    faults.add(new FrozenServer(server));
    faults.add(new CutConnections(proxy));
    faults.add(new SilentNetwork(proxy));
    if (postgres != null) {
      faults.add(new KilledDatabase(postgres));
      faults.add(new ReadOnlyDatabase(postgres));
      faults.add(new LockedTables(postgres));
      faults.add(new NoConnections(postgres));
    }
    if (disk != null) {
      faults.add(new FullDisk(disk));
    }
    return faults;
  }

  /** Where clients come in whose network does not fail. */
  URI direct() {
    return server.wsUri();
  }

  /** Where clients come in whose network may. */
  URI proxied() {
    return proxy.uri();
  }

  /** For whoever has to find out why the service does not come back. */
  void dumpThreads() {
    if (server.isAlive()) {
      server.dumpThreads();
    }
  }

  /** What is behind the gateway, in words. */
  String database() {
    return disk == null ? "PostgreSQL" : "H2";
  }

  @Override
  public void close() {
    proxy.close();
    server.close();
    if (postgres != null) {
      postgres.close();
    }
    if (disk != null) {
      disk.close();
    }
  }
}

package dev.parley.boot;

import dev.parley.boot.config.Configuration;
import dev.parley.console.Overview;
import dev.parley.console.RoomList;
import dev.parley.history.BodyCipher;
import dev.parley.history.RoomLog;
import dev.parley.history.jpa.KeyRegister;
import dev.parley.history.jpa.Schema;
import dev.parley.identity.Revocations;
import dev.parley.identity.account.Accounts;
import dev.parley.identity.apikey.ApiKeys;
import dev.parley.identity.jwt.GuestTokens;
import dev.parley.identity.jwt.ProviderKeys;
import dev.parley.log.Log;
import dev.parley.moderation.Announcing;
import dev.parley.moderation.Filtering;
import dev.parley.moderation.Reporting;
import dev.parley.moderation.Retaining;
import dev.parley.moderation.RoomControlling;
import dev.parley.moderation.Sanctioning;
import dev.parley.pipeline.CommandMeters;
import dev.parley.pipeline.Sweeper;
import dev.parley.protocol.NodeName;
import dev.parley.room.Rooms;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import javax.sql.DataSource;

/**
 * The order in which the house starts and stops. What it throws, a bad configuration or a database
 * that is away, keeps the application from being deployed.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // injected
public class StartUp {
  private static final Log LOG = Log.of(StartUp.class);

  @Inject private Configuration configuration;
  @Inject private NodeName node;
  @Inject private RoomLog history;
  @Inject private BodyCipher cipher;
  @Inject private Rooms rooms;
  @Inject private Farewell farewell;
  @Inject private CommandMeters commandMeters;
  @Inject private JvmMeters jvmMeters;
  @Inject private Sweeper sweeper;
  @Inject private Readiness readiness;
  @Inject private Overview overview;
  @Inject private RoomList roomList;
  @Inject private GuestTokens guests;
  @Inject private ApiKeys apiKeys;
  @Inject private Accounts accounts;
  @Inject private ProviderKeys keys;
  @Inject private Revocations revocations;
  @Inject private Sanctioning sanctioning;
  @Inject private RoomControlling roomControlling;
  @Inject private Announcing announcing;
  @Inject private Retaining retaining;
  @Inject private Filtering filtering;
  @Inject private Reporting reporting;

  @Resource(lookup = "java:comp/DefaultDataSource")
  private DataSource database;

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    configuration.warnings().forEach(warning -> LOG.warn("configuration", "warning", warning));
    configuration.inForce().settings().stream()
        .filter(setting -> !setting.isUsual())
        .forEach(
            setting ->
                LOG.info(
                    "configured",
                    "key",
                    setting.key(),
                    "value",
                    setting.shown(),
                    "by",
                    setting.origin()));
    jvmMeters.start();
    commandMeters.prepare();
    Schema schema = new Schema(database);
    schema.migrate();
    schema.prepareReads();
    new KeyRegister(database, cipher).check();
    guests.load();
    revocations.load();
    sanctioning.load();
    roomControlling.load();
    announcing.load();
    retaining.load();
    filtering.load();
    reporting.start();
    apiKeys.start();
    accounts.start();
    keys.start();
    history.onCommit(rooms);
    sweeper.start();
    readiness.start();
    overview.start();
    roomList.start();
    farewell.prepare();
    LOG.info("started", "node", node);
    announce();
  }

  private void announce() {
    String url = configuration.settings().node().url();
    if (guests.allowed()) {
      LOG.warn(
          "guests are admitted without a token: meant for trying Parley out on this machine",
          "open",
          url.isEmpty() ? null : url);
    } else if (!configuration.settings().identity().tokens().hasKey()) {
      LOG.warn(
          "nobody can enter: no key for tokens is configured, and guests are not allowed",
          "keys",
          "parley.identity.tokens.jwks.uri, .public-key or .hs256-secret,"
              + " parley.identity.guests.enabled");
    } else if (!url.isEmpty()) {
      LOG.info("open", "url", url);
    }
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
    farewell.sayAndForget();
    readiness.stop();
    sweeper.stop();
    keys.stop();
    jvmMeters.stop();
    LOG.info("stopped", "node", node);
  }
}

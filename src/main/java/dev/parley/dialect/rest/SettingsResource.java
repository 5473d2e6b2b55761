package dev.parley.dialect.rest;

import dev.parley.console.Setting;
import dev.parley.console.SettingsInForce;
import dev.parley.identity.Identity;
import dev.parley.protocol.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/admin/settings}: the configuration of this node, without what is not to be seen.
 * The node is everybody's, so where there are tenants, it is for administrators of none. Safe for
 * use by any thread; does not block.
 */
@Path("admin/settings")
@ForUsers(roles = "admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class SettingsResource {
  @Inject private SettingsInForce settings;

  /** All of it, in the order in which it is documented. */
  public record SettingList(List<SettingInfo> settings) {}

  /** One key, as {@link Setting} has it; without the value where it is not to be seen. */
  public record SettingInfo(
      String key,
      String about,
      @Nullable String value,
      String usual,
      String origin,
      boolean changed,
      boolean hidden) {
    static SettingInfo of(Setting setting) {
      return new SettingInfo(
          setting.key(),
          setting.about(),
          setting.value(),
          setting.usual(),
          setting.origin(),
          !setting.isUsual(),
          setting.value() == null);
    }
  }

  @GET
  public SettingList list(@Context SecurityContext context) {
    Identity who = Caller.of(context).identity();
    if (!who.tenant().isNone()) {
      throw new RefusedException(
          Problem.of(ErrorCode.FORBIDDEN, "the node is all tenants', and you are of one"));
    }
    return new SettingList(settings.settings().stream().map(SettingInfo::of).toList());
  }
}

package dev.parley.dialect.rest;

import dev.parley.identity.account.Account;
import dev.parley.identity.account.AccountName;
import dev.parley.identity.account.Accounts;
import dev.parley.identity.account.ConsoleSessions;
import dev.parley.identity.account.OneTimePassword;
import dev.parley.pipeline.AccessRevocation;
import dev.parley.protocol.CloseCode;
import dev.parley.protocol.Detail;
import dev.parley.protocol.ErrorCode;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code api/admin/accounts}: administrators make, list, reset and delete the accounts of their
 * tenant, by which people sign in to the console. Safe for use by any thread; does not block.
 */
@Path("admin/accounts")
@ForUsers(roles = "admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // injected
public class AccountsResource {
  @Inject private Accounts accounts;
  @Inject private ConsoleSessions sessions;
  @Inject private AccessRevocation access;
  @Inject private Answers answers;

  /** The account that is wanted. */
  public record NewAccount(
      @NotNull(message = "must be given") AccountName name,
      @NotEmpty(message = "must be one or both of admin, moderator") List<String> roles) {}

  /**
   * An account as administrators see it.
   *
   * @param oneTimePassword in the answer that tells that it was made and in no other
   */
  public record AccountInfo(
      AccountName name,
      UserId userId,
      List<String> roles,
      Instant createdAt,
      boolean mustChangePassword,
      @Nullable String oneTimePassword) {
    static AccountInfo of(Account account, @Nullable OneTimePassword password) {
      return new AccountInfo(
          account.name(),
          account.userId(),
          account.roles().stream().sorted().toList(),
          account.createdAt(),
          account.oneTime(),
          password == null ? null : password.reveal());
    }

    @Override
    public String toString() {
      return "AccountInfo[" + name + "]";
    }
  }

  /** All accounts of the tenant, by name. */
  public record AccountList(List<AccountInfo> accounts) {}

  @GET
  public CompletionStage<Response> list(@Context SecurityContext context) {
    return answers.to(
        accounts.list(admin(context).tenant()),
        all ->
            Response.ok(
                    new AccountList(
                        all.stream().map(account -> AccountInfo.of(account, null)).toList()))
                .build());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> make(
      @Context SecurityContext context, @Nullable NewAccount wanted) {
    NewAccount given = Bodies.given(wanted);
    Set<String> roles = Set.copyOf(given.roles());
    if (!Account.ROLES.containsAll(roles)) {
      throw new RefusedException(
          Detail.invalid("roles", "must be one or both of admin, moderator"));
    }
    return answers.to(
        accounts.make(given.name(), roles, admin(context)),
        made ->
            Response.status(Response.Status.CREATED)
                .entity(AccountInfo.of(made.account(), made.password()))
                .build());
  }

  /** A one-time password in place of the present one; ends the account's sign-ins. */
  @POST
  @Path("{name}/password")
  public CompletionStage<Response> reset(
      @Context SecurityContext context, @PathParam("name") String name) {
    return answers.to(
        accounts.reset(named(name), admin(context)),
        made -> {
          end(made.account());
          return Response.ok(AccountInfo.of(made.account(), made.password())).build();
        });
  }

  @DELETE
  @Path("{name}")
  public CompletionStage<Response> delete(
      @Context SecurityContext context, @PathParam("name") String name) {
    return answers.to(
        accounts.delete(named(name), admin(context)),
        account -> {
          end(account);
          return Response.noContent().build();
        });
  }

  private void end(Account account) {
    sessions.endAll(account.userId());
    access.disconnect(account.userId(), CloseCode.TOKEN_EXPIRED);
  }

  private static AccountName named(String text) {
    try {
      return new AccountName(text);
    } catch (IllegalArgumentException none) {
      throw new RefusedException(
          Problem.of(ErrorCode.NOT_FOUND, "the name of an account " + none.getMessage()));
    }
  }

  private static UserId admin(SecurityContext context) {
    return Caller.of(context).identity().id();
  }
}

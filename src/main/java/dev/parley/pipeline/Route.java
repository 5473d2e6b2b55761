package dev.parley.pipeline;

import dev.parley.protocol.Command;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings one command to the feature that carries it out: the last stage. Exhaustive: a command that
 * is added to the protocol does not compile without its line here. Answers what later frames of the
 * session must wait for.
 */
final class Route implements Command.Visitor<CompletionStage<?>> {
  /** Later frames need not wait. */
  static final CompletionStage<?> NOW = CompletableFuture.completedFuture(null);

  private final Exchange exchange;
  private final SessionCommands sessions;
  private final PresenceCommands presence;
  private final RoomCommands rooms;
  private final ChatCommands chat;
  private final EmitCommands emit;
  private final InvitationCommands invitations;
  private final ReportCommands reports;

  Route(
      Exchange exchange,
      SessionCommands sessions,
      PresenceCommands presence,
      RoomCommands rooms,
      ChatCommands chat,
      EmitCommands emit,
      InvitationCommands invitations,
      ReportCommands reports) {
    this.exchange = exchange;
    this.sessions = sessions;
    this.presence = presence;
    this.rooms = rooms;
    this.chat = chat;
    this.emit = emit;
    this.invitations = invitations;
    this.reports = reports;
  }

  @Override
  public CompletionStage<?> auth(Command.Auth command) {
    return sessions.auth(command, exchange);
  }

  @Override
  public CompletionStage<?> ping(Command.Ping command) {
    exchange.pong();
    return NOW;
  }

  @Override
  public CompletionStage<?> join(Command.Join command) {
    return rooms.join(command, exchange);
  }

  @Override
  public CompletionStage<?> leave(Command.Leave command) {
    rooms.leave(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> members(Command.Members command) {
    rooms.members(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> invite(Command.Invite command) {
    return invitations.invite(command, exchange);
  }

  @Override
  public CompletionStage<?> uninvite(Command.Uninvite command) {
    return invitations.uninvite(command, exchange);
  }

  @Override
  public CompletionStage<?> invitations(Command.Invitations command) {
    return invitations.invitations(command, exchange);
  }

  @Override
  public CompletionStage<?> send(Command.Send command) {
    chat.send(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> edit(Command.Edit command) {
    chat.edit(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> delete(Command.Delete command) {
    chat.delete(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> history(Command.History command) {
    return chat.history(command, exchange);
  }

  @Override
  public CompletionStage<?> typingStart(Command.TypingStart command) {
    rooms.startTyping(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> typingStop(Command.TypingStop command) {
    rooms.stopTyping(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> emit(Command.Emit command) {
    emit.emit(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> eventAck(Command.EventAck command) {
    emit.answer(command, exchange);
    return NOW;
  }

  @Override
  public CompletionStage<?> report(Command.Report command) {
    return reports.report(command, exchange);
  }

  @Override
  public CompletionStage<?> setPresence(Command.SetPresence command) {
    presence.set(command, exchange);
    return NOW;
  }
}

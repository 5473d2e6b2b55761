// Types of the Parley client library (parley.js), for protocol version 1.
//
// One Parley is one user's connection. It comes back by itself after every loss, to the same session
// where the server still has it, enters its rooms again from where they stopped, and delivers each
// message of a room once and in order, and each event that wants an answer once. It is used
// from one thread; handlers are called on the environment's event loop, one after the other.

/** A place in a room's log. */
export interface Position {
  epoch: string;
  /** The newest message. */
  seq: number;
  /** The newest edit or deletion. */
  rev: number;
}

/** A message as it is now. */
export interface Message {
  messageId: string;
  roomId: string;
  epoch: string;
  /** Its place in the room: from 1, gapless. */
  seq: number;
  /** Present once it was edited or deleted. */
  rev?: number;
  senderId: string;
  senderName: string;
  /** Absent once it was deleted. */
  content?: string;
  /** ISO 8601, UTC. */
  timestamp: string;
  editedAt?: string;
  editedBy?: string;
  deletedAt?: string;
  deletedBy?: string;
}

export type Status = 'online' | 'away' | 'busy' | 'offline';

export interface Member {
  userId: string;
  username: string;
  status: Status;
  text?: string;
}

export interface User {
  id: string;
  name: string;
  roles: string[];
}

export interface Limits {
  frameBytes: number;
  contentChars: number;
  commandsPerSecond: number;
  commandBurst: number;
  roomsPerSession: number;
  historyPage: number;
  typingMs: number;
  /** For how long the server keeps a session that was cut off; 0: not at all. */
  resumeMs: number;
}

export interface Welcome {
  clientId: string;
  sessionId: string;
  user: User;
  heartbeatMs: number;
  limits: Limits;
  node: string;
  guestToken?: string;
}

/** A room at the moment of entering it. */
export interface RoomState extends Position {
  roomId: string;
  recovered: boolean;
  reason?: 'epoch-changed' | 'too-far-back' | 'trimmed' | 'unreadable' | 'no-position';
  messages: Message[];
  changed: Message[];
  /** At most 100, in the order of user ids; `members()` pages through all. */
  members: Member[];
  memberCount: number;
}

/**
 * A room that was joined again: after a reconnection, because live traffic had a gap, or by `join`.
 * With `recovered: true` everything missed has been delivered already, through the handlers of
 * `chat:message`, `chat:edited` and `chat:deleted`. With `recovered: false` it has not: what the
 * application shows of the room is out of date and `messages` are the newest ones.
 */
export interface RoomResumed extends RoomState {
  /** How many messages were delivered. */
  missed: number;
}

export interface MemberPage {
  roomId: string;
  members: Member[];
  memberCount: number;
  more: boolean;
}

/** That a user was invited to a room. */
export interface Invited {
  roomId: string;
  userId: string;
  moderator: boolean;
}

/** One's own invitation to a room; it counts until it is taken back. */
export interface Invitation {
  roomId: string;
  /** Whether it is to moderate the room. */
  moderator: boolean;
  /** The id of who invited. */
  by: string;
  /** ISO 8601, UTC. */
  invitedAt: string;
}

export interface InvitationPage {
  /** At most 100, in the order of rooms' names. */
  invitations: Invitation[];
  more: boolean;
}

export interface HistoryPage {
  roomId: string;
  epoch: string;
  /** In rising order. */
  messages: Message[];
  /** Whether the log goes on in the direction that was asked for. */
  more: boolean;
}

export interface Sent {
  success: true;
  messageId: string;
  roomId: string;
  epoch: string;
  seq: number;
  timestamp: string;
}

export interface Changed extends Position {
  messageId: string;
  roomId: string;
  timestamp: string;
}

export type Target = { user: string } | { room: string } | { rooms: string[] } | { all: true };

export interface Emitted {
  /** Sessions that the event went to. */
  delivered: number;
  /** Only with `ackWithinMs`. */
  answers?: { userId: string; clientId: string; payload?: unknown }[];
  /** Only with `ackWithinMs`: who did not answer, was gone, or whose answer was refused. */
  silent?: { userId: string; clientId: string }[];
}

export interface CustomEvent {
  event: string;
  payload?: unknown;
  from: { userId: string; username: string; clientId: string };
  ackId?: string;
  /** Present when the emitter waits for an answer; the first call counts. */
  reply?: (payload?: unknown) => void;
}

/**
 * `connecting` until the first welcome, then `online` and `reconnecting` in turns. `closed` is the
 * end: by `close()`, by a close code that forbids to come back (protocol, section 2.3), or by the
 * server's refusal to open the connection, which the client asks for where it has the page's origin.
 */
export type State = 'connecting' | 'online' | 'reconnecting' | 'closed';

export interface StateChange {
  state: State;
  previous: State;
  /** Attempts since the connection was last stable. */
  attempt: number;
  /** When the next attempt starts, in ms since 1970; absent while one is under way. */
  retryAt?: number;
  /** Of the loss: the close code, or the HTTP status of the refusal (400, 401 or 403). */
  code?: number;
  /**
   * Of the loss: the word in the close frame, the server's sentence with an HTTP status, or the
   * client's own: `no-pong`, `open-timeout`, `cannot-open: …` (no token was to be had, or the
   * environment refused the connection).
   */
  reason?: string;
  /** With `closed`: what the server said in place of a welcome, such as `banned` and why. */
  error?: ParleyError;
}

/** A message of one's own on its way. */
export interface Outgoing {
  roomId: string;
  content: string;
  key: string;
  /** `queued`: waits for the connection, its room, its turn or the server's leave. */
  status: 'queued' | 'sending' | 'sent' | 'failed';
  /** With `queued`, where it waits for its turn in slow mode: when that is, in ms since 1970. */
  retryAt?: number;
  /** With `sent`. */
  ack?: Sent;
  /** With `failed`. */
  error?: ParleyError;
}

/** How moderators have set a room. */
export interface RoomControls {
  roomId: string;
  /** Nobody enters. */
  locked: boolean;
  /** Nobody speaks. */
  readOnly: boolean;
  /** Between two messages of a user; 0: none. */
  slowModeSeconds: number;
  /** Who is no member neither enters nor speaks. */
  membersOnly: boolean;
  /** Of a change. */
  reason?: string;
}

export interface EventMap {
  state: StateChange;
  welcome: Welcome;
  /** The token has run out; with `getToken` another one is being fetched. */
  'auth:expired': { closesInMs: number };
  /** The server is about to close the connection; what is asked from now on waits for the next. */
  goodbye: { reason: string; reconnectAfterMs: number };
  /** Each message of a joined room once, in the order of `seq`, one's own too. */
  'chat:message': Message;
  /** With other words; or shown again, which a moderator had hidden. */
  'chat:edited': Message;
  /** By its sender, or hidden by a moderator. */
  'chat:deleted': Message;
  'room:user-joined': { roomId: string; userId: string; username: string };
  'room:user-left': { roomId: string; userId: string };
  'room:count': { roomId: string; memberCount: number };
  'room:resumed': RoomResumed;
  /**
   * The room is left: the server does not let the user into it again, the invitation was taken back,
   * or the new token does not allow it. Messages that still wait for it fail with the same error.
   */
  'room:lost': { roomId: string; error: ParleyError };
  /** The user was invited to a room, or again as something else. */
  'room:invited': Invitation;
  /** `room:lost` follows where the user was in the room and may not be there all the same. */
  'room:uninvited': { roomId: string; by: string };
  /**
   * A moderator has silenced the user: in that room, or without `roomId` everywhere; what is sent
   * fails with `muted`. Also told to one who enters the room later.
   */
  'moderation:muted': { roomId?: string; until?: string; reason: string };
  /** A moderator has put the user out of a room; `room:lost` follows. `join` is refused as `banned`
   * until then. */
  'moderation:kicked': { roomId: string; until: string; reason: string };
  /**
   * A moderator keeps the user out of a room, and `room:lost` follows; or without `roomId` of
   * everything, and the connection is closed for good (4503).
   */
  'moderation:banned': { roomId?: string; until?: string; reason: string };
  /**
   * How moderators have set a room: told when it changes, with the reason, and on entering a room
   * that is not open. In slow mode a message too early fails with `slow-mode` and `retryAfterMs`;
   * otherwise what is not allowed fails with `locked`. Moderators are bound by none of it.
   */
  'moderation:room': RoomControls;
  /**
   * Moderators tell all in the room something, or without `roomId` all; with `until` also who comes
   * before then. One of an `id` that is known is the same again. `content` is no markup.
   */
  'moderation:announcement': {
    id: string;
    roomId?: string;
    content: string;
    level: 'info' | 'warning';
    until?: string;
    by: string;
    timestamp: string;
  };
  /** It was taken back. */
  'moderation:announcement-ended': { id: string; roomId?: string };
  /** A moderator ends the connection, for good (4504) unless the application connects anew. */
  'moderation:disconnected': { reason: string };
  /**
   * A moderator has taken back what was imposed on the user; what ends by itself at its `until` is
   * not told. After a kick or a ban the application may `join` again.
   */
  'moderation:lifted': { kind: 'mute' | 'kick' | 'ban'; roomId?: string };
  /** A moderator has decided on what the user had reported; another decision may follow. */
  'moderation:report-decided': {
    reportId: string;
    roomId: string;
    messageId: string;
    state: 'removed' | 'retained';
  };
  'typing:user': { roomId: string; userId: string; username: string };
  'typing:stopped': { roomId: string; userId: string };
  'presence:changed': { userId: string; status: Status; text?: string };
  event: CustomEvent;
  outgoing: Outgoing;
  /** A refusal that no promise stands for. */
  error: Error;
}

/**
 * A command that was refused by the server (`code` is one of the protocol's, section 2.2), or that
 * the client could not carry out: `timeout`, `disconnected` (whether it was carried out is unknown
 * if it had been sent), `refused` (the server does not open the connection, and the message is its
 * reason; only `ready`), `closed`, `left`, `queue-full`, `frame-too-big`.
 */
export class ParleyError extends Error {
  constructor(
    code: string,
    message: string,
    detail?: { retryAfterMs?: number; violations?: { path: string; message: string }[] },
  );
  code: string;
  retryAfterMs: number | undefined;
  violations: { path: string; message: string }[];
  /**
   * Whether the same command may succeed by itself later. What moderators refuse (`muted`, `banned`,
   * `locked`, `slow-mode`) is the application's to tell, and to try again after `retryAfterMs`.
   */
  readonly temporary: boolean;
}

/** Exactly one of `name`, `token`, `getToken` and `console` is given. Only `name` ever goes into the URL. */
export interface ParleyOptions {
  /** Connect as a guest of this name. */
  name?: string;
  /** Connect with this token. */
  token?: string;
  /** Gets a token: for each connection, and in good time before the present one expires. */
  getToken?: () => Promise<string> | string;
  /** Connect as who is signed in to the console in this browser; for its own pages. */
  console?: true;
  /** Where a guest's token is kept, so that the guest comes back as the same. Default: in memory. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Take several frames in one. Default true. */
  batch?: boolean;
  /** The WebSocket class. Default: the environment's (browsers, Node 22). */
  WebSocket?: new (url: string) => any;
  /** How long a command waits for its connection and its answer, in ms. Default 10,000. */
  ackTimeoutMs?: number;
  /** How long an attempt may take until the welcome, in ms. Default 15,000. */
  openTimeoutMs?: number;
  /** How long a silent server has to answer a ping, in ms. Default 10,000. */
  pongTimeoutMs?: number;
  /** Wait before reconnecting: uniform in [0, base · 2^attempt), in ms. Default 500. */
  backoffBaseMs?: number;
  /** The upper bound of that wait, in ms. Default 30,000. */
  backoffCapMs?: number;
  /** How many messages may wait to be sent; one more is refused as `queue-full`. Default 1,000. */
  maxQueued?: number;
}

/** @param url of the gateway, such as `new URL('ws', location)`; `http:` and `https:` are taken too. */
export function connect(url: string | URL, options: ParleyOptions): Parley;

export class Parley {
  constructor(url: string | URL, options: ParleyOptions);

  /** The first welcome; rejects (`refused`, `closed`) if the connection ends for good before it. */
  readonly ready: Promise<Welcome>;
  readonly state: State;
  /** Null before the first welcome, as are `clientId` and `limits`. */
  readonly user: User | null;
  readonly clientId: string | null;
  readonly limits: Limits | null;
  /** The rooms that are joined, or will be. */
  readonly rooms: string[];
  /** How many messages wait to be sent or for their ack. */
  readonly queued: number;

  /** @returns a function that takes the handler off again */
  on<T extends keyof EventMap>(type: T, handler: (data: EventMap[T]) => void): () => void;
  once<T extends keyof EventMap>(type: T, handler: (data: EventMap[T]) => void): () => void;
  off<T extends keyof EventMap>(type: T, handler: (data: EventMap[T]) => void): void;

  /**
   * Enters a room and stays in it over all connections, until `leave`. Pending while there is no
   * connection. Events that follow the state are delivered after the promise is resolved. In a room
   * that is joined already it looks whether anything was missed, as after a reconnection
   * (`room:resumed`), and resolves with the answer to that.
   */
  join(roomId: string, options?: { history?: number }): Promise<RoomState>;
  /** Leaves; messages to the room that still wait fail with `left`. */
  leave(roomId: string): Promise<void>;

  /**
   * Sends a message, once: without a connection it waits in a bounded queue, and each attempt
   * carries the same key. Messages to one room keep their order. Resolves when the message is
   * committed; rejects when it is refused for good, or by moderators: `muted`, `banned`, `locked`,
   * `filtered` and, unless it is to wait, `slow-mode` are not tried again, and those behind it go on.
   *
   * @param options.waitForSlowMode in slow mode it waits until the user may speak again, and those
   *     behind it with it, instead of failing (`retryAt` of `outgoing` says until when). Default false.
   */
  send(
    roomId: string,
    content: string,
    options?: { key?: string; waitForSlowMode?: boolean },
  ): Promise<Sent>;
  edit(roomId: string, messageId: string, content: string): Promise<Changed>;
  delete(roomId: string, messageId: string): Promise<Changed>;
  history(
    roomId: string,
    options?: { before?: number; after?: number; limit?: number },
  ): Promise<HistoryPage>;
  members(roomId: string, options?: { after?: string; limit?: number }): Promise<MemberPage>;

  /** Lets a user into a room that one moderates; whether there is such a user is not told. */
  invite(roomId: string, userId: string, options?: { moderator?: boolean }): Promise<Invited>;
  /** Takes an invitation back, or gives back one's own. */
  uninvite(roomId: string, userId: string): Promise<{ roomId: string; userId: string }>;
  /** One's own invitations, after the room `after`. */
  invitations(options?: { after?: string }): Promise<InvitationPage>;
  /**
   * Shows a message of another to the moderators, with 1 to 512 characters of why; the same id again where the
   * user has a report of it open.
   */
  report(roomId: string, messageId: string, reason: string): Promise<{ reportId: string }>;

  /** Call it on every key stroke: it tells the room seldom, and stops by itself. */
  typing(roomId: string, active?: boolean): void;
  /** Counts for all sessions of the user. Without a connection it is told with the next one. */
  setPresence(status: 'online' | 'away' | 'busy', text?: string): Promise<void>;
  /**
   * Sends an event of the application's own. Not stored, not repeated. Of users it reaches those who
   * share a room with this one, and with the right role any (protocol, section 3.8).
   */
  emit(
    to: Target,
    event: string,
    payload?: unknown,
    options?: { ackWithinMs?: number; exceptSelf?: boolean; timeoutMs?: number },
  ): Promise<Emitted>;

  /** Does not wait for the next attempt; with a connection, asks whether it still lives. */
  reconnect(): void;
  /** Ends the connection for good; whatever waits is rejected as `closed`. */
  close(): void;
}

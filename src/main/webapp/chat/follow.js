// What the server tells, put into the conversations.

/** A room keeps this many messages while its end is in view, or the room is not. */
const KEPT = 400;

/** What the page says in its place anyhow: typing in a room that is closed meanwhile, say. */
const TOLD = new Set(['muted', 'banned', 'locked']);

/** @param {import('./chat.js').Chat} chat */
export function follow(chat) {
  const { parley } = chat;
  const in_ = (/** @type {string} */ roomId) => chat.conversations.get(roomId);
  followConnection(chat);
  followMembers(chat, in_);
  parley.on('chat:message', (message) => {
    const conversation = in_(message.roomId);
    if (conversation) onMessage(chat, conversation, message);
  });
  for (const type of /** @type {const} */ (['chat:edited', 'chat:deleted'])) {
    parley.on(type, (message) => {
      in_(message.roomId)?.change(message);
      chat.touch('timeline');
    });
  }
  parley.on('outgoing', (change) => {
    in_(change.roomId)?.track(change);
    chat.touch('timeline');
  });
}

/** @param {import('./chat.js').Chat} chat */
function followConnection(chat) {
  const { parley } = chat;
  parley.on('state', (change) => {
    chat.connection = change;
    if (change.state === 'reconnecting') chat.recovered = null;
    for (const conversation of chat.conversations.values()) conversation.typing.clear();
    chat.touch('connection', 'typing');
  });
  parley.on('welcome', () => chat.touch('me', 'timeline', 'members'));
  parley.on('error', (error) => {
    // What passes by itself, such as a rate limit that typing met, is nothing to act on.
    if ('temporary' in error && (error.temporary || TOLD.has(error.code))) return;
    chat.notice(error.message);
  });
  parley.on('room:resumed', (state) => {
    const conversation = chat.conversations.get(state.roomId);
    if (!conversation) return;
    if (state.recovered) {
      conversation.setMembers(state);
      chat.recovered = (chat.recovered ?? 0) + state.missed;
    } else {
      conversation.enter(state);
      conversation.marker = 0;
      chat.notice(`Too much happened in ${state.roomId} to catch up: these are its newest messages.`);
    }
    chat.markRead();
    chat.touch('connection', 'rooms', 'timeline', 'members', 'typing');
  });
  parley.on('room:lost', ({ roomId, error }) => {
    const conversation = chat.conversations.get(roomId);
    if (conversation && chat.moderation.keepsOut(conversation, error)) return;
    chat.drop(roomId, `You are no longer in ${roomId}: ${error.message}`);
  });
}

/**
 * @param {import('./chat.js').Chat} chat
 * @param {(roomId: string) => import('./conversation.js').Conversation | undefined} in_
 */
function followMembers(chat, in_) {
  const { parley } = chat;
  parley.on('room:user-joined', ({ roomId, userId, username }) => {
    const conversation = in_(roomId);
    if (!conversation) return;
    if (!conversation.members.has(userId)) conversation.memberCount += 1;
    const known = [...chat.conversations.values()].map(({ members }) => members.get(userId));
    const { status = 'online', text } = known.find((member) => member) ?? {};
    conversation.members.set(userId, { userId, username, status, text });
    chat.touch('members');
  });
  parley.on('room:user-left', ({ roomId, userId }) => {
    const conversation = in_(roomId);
    if (!conversation) return;
    conversation.members.delete(userId);
    conversation.typing.delete(userId);
    conversation.memberCount -= 1;
    chat.touch('members', 'typing');
  });
  parley.on('room:count', ({ roomId, memberCount }) => {
    const conversation = in_(roomId);
    if (conversation) conversation.memberCount = memberCount;
    chat.touch('members');
  });
  parley.on('presence:changed', ({ userId, status, text }) => {
    for (const { members } of chat.conversations.values()) {
      const member = members.get(userId);
      if (member) members.set(userId, { ...member, status, text });
    }
    chat.touch('members');
  });
  parley.on('typing:user', ({ roomId, userId, username }) => {
    if (!chat.isMe(userId)) in_(roomId)?.typing.set(userId, username);
    chat.touch('typing');
  });
  parley.on('typing:stopped', ({ roomId, userId }) => {
    in_(roomId)?.typing.delete(userId);
    chat.touch('typing');
  });
}

/**
 * @param {import('./chat.js').Chat} chat
 * @param {import('./conversation.js').Conversation} conversation
 * @param {import('../client/parley.d.ts').Message} message
 */
function onMessage(chat, conversation, message) {
  const own = chat.isMe(message.senderId);
  const active = conversation === chat.active;
  conversation.append(message, own);
  if (active && chat.looking) {
    chat.markRead();
  } else if (!own) {
    if (conversation.unread === 0) conversation.marker = message.seq;
    conversation.unread += 1;
  } else if (conversation.unread === 0) {
    conversation.read = message.seq;
  }
  if (!active || chat.atEnd) conversation.trim(KEPT);
  chat.touch('rooms', 'timeline', 'typing');
}

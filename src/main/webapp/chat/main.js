// The chat page: puts its parts together.

import { banner } from './banner.js';
import { Chat } from './chat.js';
import { composer } from './composer.js';
import { notices } from './notices.js';
import { deleteDialog, helpDialog } from './dialogs.js';
import { byId } from './dom.js';
import { Drawers } from './drawers.js';
import { entry } from './entry.js';
import { linkTo, linkedRoom } from './link.js';
import { me } from './me.js';
import { memberList } from './member-list.js';
import { roomNameError } from './names.js';
import { recall, recallHere, remember, rememberHere } from './preferences.js';
import { reportDialog } from './report.js';
import { roomList } from './room-list.js';
import { shortcuts } from './shortcuts.js';
import { theme } from './theme.js';
import { Timeline } from './timeline.js';
import { toast } from './toasts.js';
import { typingLine } from './typing-line.js';

const DEFAULT_ROOM = 'lobby';

theme();
const known = recallHere('name', null);
if (known === null) {
  entry((name, room) => {
    remember('lastName', name);
    waitForWelcome(begin(name, room), () => {
      choose(name);
      show();
    });
  });
} else {
  rememberHere('name', known);
  begin(known, linkedRoom() ?? recall('room', DEFAULT_ROOM));
  show();
}

function show() {
  byId('entry').hidden = true;
  byId('app').hidden = false;
  write();
}

/** @param {string | null} name for this window, and for those to come */
function choose(name) {
  rememberHere('name', name);
  remember('name', name);
}

/** Ready to write; but on a touch screen that would bring up the keyboard unasked. */
function write() {
  if (window.matchMedia('(hover: hover)').matches) byId('composer-text').focus();
}

/**
 * @param {string} name
 * @param {string} room
 */
function begin(name, room) {
  const chat = new Chat(name, new URL('ws', location.href.split(/[?#]/)[0]));
  chat.addEventListener('notice', (event) => toast(/** @type {CustomEvent} */ (event).detail));
  build(chat);
  for (const roomId of new Set([...recall('rooms', []), room])) chat.enter(roomId);
  window.addEventListener('hashchange', () => follow(chat));
  /** @type {typeof chat.active} */
  let shown = null;
  chat.addEventListener('rooms', () => {
    const changed = shown !== null && shown !== chat.active;
    shown = chat.active;
    // Where the active room was left, the address still names it.
    if (changed) history.replaceState(null, '', shown ? linkTo(shown.roomId) : location.pathname);
  });
  chat.open(room);
  remember('room', room);
  history.replaceState(null, '', linkTo(room)); // a reload comes back here
  return chat;
}

/** @param {Chat} chat */
function build(chat) {
  const text = byId('composer-text');
  const askDelete = deleteDialog((messageId) => {
    text.focus();
    void chat.delete(messageId);
  });
  const askReport = reportDialog(chat, () => text.focus());
  const timeline = new Timeline(chat, { askDelete, askReport, onEditEnd: () => text.focus() });
  const drawers = new Drawers();
  composer(chat, timeline);
  typingLine(chat);
  roomList(chat, { onOpen: () => drawers.close() });
  memberList(chat);
  banner(chat);
  notices(chat);
  me(chat, { onSignOut: () => signOut(chat) });
  shortcuts(chat, { timeline, drawers, openHelp: helpDialog() });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') chat.markRead();
    else chat.lookAway();
  });
}

/**
 * @param {Chat} chat
 * @param {() => void} onWelcome
 */
function waitForWelcome(chat, onWelcome) {
  const status = byId('entry-status');
  const submit = byId('entry-submit');
  submit.disabled = true;
  status.textContent = 'Connecting …';
  const off = chat.parley.on('state', ({ state, retryAt, reason, error }) => {
    const why = error?.message ?? reason;
    if (state === 'online') off();
    else if (state === 'closed') status.textContent = `The server does not let you in: ${why}.`;
    else if (retryAt) status.textContent = 'The server cannot be reached. Trying again …';
  });
  chat.parley.once('welcome', onWelcome);
}

/** @param {Chat} chat shows the room that the address names */
function follow(chat) {
  const room = linkedRoom();
  if (room === null) return;
  const error = roomNameError(room);
  if (error) {
    toast(`No such room: ${error}`);
    return;
  }
  chat.open(room);
  remember('room', room);
  write();
}

/** @param {Chat} chat */
function signOut(chat) {
  chat.close();
  choose(null);
  location.reload();
}

// The first screen: a name and a room.

import { byId } from './dom.js';
import { linkedRoom } from './link.js';
import { roomNameError, userNameError } from './names.js';
import { recall } from './preferences.js';

/** @param {(name: string, room: string) => void} onEnter */
export function entry(onEnter) {
  const name = byId('entry-name');
  const room = byId('entry-room');
  byId('entry').hidden = false;
  name.value = recall('lastName', '');
  room.value = linkedRoom() ?? 'lobby';
  name.focus();

  /**
   * @param {any} input
   * @param {string} error
   */
  function check(input, error) {
    byId(`${input.id}-error`).textContent = error;
    input.ariaInvalid = String(error !== '');
    return error === '';
  }

  for (const input of [name, room]) input.addEventListener('input', () => check(input, ''));
  byId('entry-form').addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    const roomOk = check(room, roomNameError(room.value.trim()));
    const nameOk = check(name, userNameError(name.value.trim()));
    if (!nameOk) name.focus();
    else if (!roomOk) room.focus();
    else onEnter(name.value.trim(), room.value.trim());
  });
}

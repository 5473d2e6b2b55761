// A room in the address: #room=name.

/** @param {string} roomId */
export function linkTo(roomId) {
  return `#room=${encodeURIComponent(roomId)}`;
}

/** @returns {string | null} the room that the address names */
export function linkedRoom() {
  return new URLSearchParams(location.hash.slice(1)).get('room');
}

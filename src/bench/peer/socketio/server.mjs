// The Socket.IO server that the gateway is measured against, as its users write one: rooms and acks, WebSocket only,
// no compression. Prints the port it listens on. Where PGHOST is set it awaits one INSERT for each message, before the
// message leaves and its ack; the other PG* variables are those of PostgreSQL's own clients.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import pg from 'pg';

const insert = process.env.PGHOST ? await open() : null;
const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, httpCompression: false });
io.on('connection', (socket) => {
  socket.on('room:join', ({ roomId }, ack) => {
    socket.join(roomId);
    ack({ ok: true });
  });
  const send = (roomId, content, ack) => {
    io.to(roomId).emit('chat:message', { roomId, from: socket.id, content });
    ack({ ok: true });
  };
  socket.on('chat:send', insert
    ? async ({ roomId, content }, ack) => {
        await insert(roomId, socket.id, content);
        send(roomId, content, ack);
      }
    : ({ roomId, content }, ack) => send(roomId, content, ack));
});
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(http.address().port));

async function open() {
  const pool = new pg.Pool({ max: 20 });
  await pool.query(`CREATE TABLE IF NOT EXISTS message
    (id bigserial PRIMARY KEY, room varchar(128) NOT NULL, sender varchar(128) NOT NULL, content text NOT NULL, sent_at bigint NOT NULL)`);
  const text = 'INSERT INTO message (room, sender, content, sent_at) VALUES ($1, $2, $3, $4)';
  return (room, sender, content) => pool.query({ name: 'insert', text, values: [room, sender, content, Date.now()] });
}

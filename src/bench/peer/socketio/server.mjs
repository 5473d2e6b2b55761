// The Socket.IO server that the gateway is measured against, as its users write one: rooms and acks, WebSocket only,
// no compression. Prints the port it listens on.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, httpCompression: false });
io.on('connection', (socket) => {
  socket.on('room:join', ({ roomId }, ack) => {
    socket.join(roomId);
    ack({ ok: true });
  });
  socket.on('chat:send', ({ roomId, content }, ack) => {
    io.to(roomId).emit('chat:message', { roomId, from: socket.id, content });
    ack({ ok: true });
  });
});
http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(http.address().port));

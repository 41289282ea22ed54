// Leaves long polling and WebTransport out of socket.io's engine: a fifth of the whole chat. Where web sockets are blocked
// the widget speaks plain HTTP anyway (src/chat/polling.ts), which unlike long polling needs no sticky sessions when
// several desk processes run.
export function webSocketOnly() {
  return {
    name: "web-socket-only",
    enforce: "pre",
    load(id) {
      if (!/engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]index\.js$/.test(id)) return null;
      return 'import { WS } from "./websocket.js"; export const transports = { websocket: WS };';
    },
  };
}

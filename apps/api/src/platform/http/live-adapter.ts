import { IoAdapter } from '@nestjs/platform-socket.io';
import type { INestApplicationContext } from '@nestjs/common';
import type { Server, ServerOptions } from 'socket.io';
import type { LiveAccess, LiveServer } from '../access/live-access';
import { isSameOrigin } from './cross-site';

const MAX_MESSAGE_BYTES = 4096;
/** A connection that has not said what it is for by then is closed. */
const CONNECT_WITHIN_MS = 10_000;

/** socket.io as Posko uses it: WebSocket only (no sticky sessions), small messages in, same origin, no client files. */
export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly access: Pick<LiveAccess, 'guard' | 'hasRoom'>,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    // socket.io's own types say nothing about what our sockets carry.
    const server = super.createIOServer(port, {
      ...options,
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      connectTimeout: CONNECT_WITHIN_MS,
      allowRequest: (request, decide) => {
        decide(null, isSameOrigin(request.headers.origin, request.headers.host) && this.access.hasRoom(request));
      },
    } as ServerOptions);
    this.access.guard(server as LiveServer);
    return server;
  }
}

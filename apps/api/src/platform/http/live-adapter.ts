import { IoAdapter } from '@nestjs/platform-socket.io';
import type { INestApplicationContext } from '@nestjs/common';
import type { Server, ServerOptions } from 'socket.io';
import type { LiveAccess, LiveServer } from '../access/live-access';

const MAX_MESSAGE_BYTES = 4096;

/** socket.io as Posko uses it: WebSocket only (no sticky sessions), small messages in, same origin, no client files. */
export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly access: Pick<LiveAccess, 'guard'>,
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
      allowRequest: (request, decide) => {
        decide(null, isSameOrigin(request.headers.origin, request.headers.host));
      },
    } as ServerOptions);
    this.access.guard(server as LiveServer);
    return server;
  }
}

/** Browsers always name their origin; programs may leave it out. */
function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

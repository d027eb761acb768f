import { WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { OnGatewayInit } from '@nestjs/websockets';
import type { RecapChanged } from '@posko/contracts';
import { covers } from '@posko/domain';
import type { LiveServer } from '../platform/access/live-access';
import { RecapProjection } from './recap.projection';

/**
 * Tells whoever listens to the results of a contest, in a region that the plenary lies in, that it acted; what it is now, they ask
 * for. There is no room of its own: a recapitulation stands beside the results, and its readers hear those already.
 */
@WebSocketGateway()
export class RecapGateway implements OnGatewayInit<LiveServer> {
  @WebSocketServer()
  private readonly server: LiveServer;

  constructor(private readonly projection: RecapProjection) {}

  afterInit(): void {
    this.projection.watch((message) => this.tell(message));
  }

  private tell(message: RecapChanged): void {
    const prefix = `result:${message.contest}/`;
    for (const room of this.server.of('/').adapter.rooms.keys()) {
      if (!room.startsWith(prefix) || !covers(room.slice(prefix.length), message.region)) continue;
      this.server.to(room).emit('recap.changed.v1', message);
    }
  }
}

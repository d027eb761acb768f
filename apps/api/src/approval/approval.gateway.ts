import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { OnGatewayInit } from '@nestjs/websockets';
import { BoardSubscribe } from '@posko/contracts';
import type { SubscribeAck } from '@posko/contracts';
import { covers } from '@posko/domain';
import { authorise } from '../platform/access/live-access';
import type { LiveServer, LiveSocket } from '../platform/access/live-access';
import { JournalFollower } from '../platform/journal/journal-follower';
import { ApprovalProjection } from './approval.projection';

const ROOM_PREFIX = 'approval:';

/** Tells the rooms of the regions concerned that a request was made or decided; what it is, they ask for. */
@WebSocketGateway()
export class ApprovalGateway implements OnGatewayInit<LiveServer> {
  @WebSocketServer()
  private readonly server: LiveServer;

  constructor(
    private readonly projection: ApprovalProjection,
    private readonly follower: JournalFollower,
  ) {}

  afterInit(): void {
    this.projection.watch((seq, places) => this.tell(seq, places));
  }

  @SubscribeMessage('approval.subscribe')
  async subscribe(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    const parsed = BoardSubscribe.safeParse(message);
    if (!parsed.success) return { code: 'invalid-request' };
    const { region } = parsed.data;
    if (!authorise(socket, 'approval.subscribe', region)) return { code: 'forbidden' };
    if (!this.follower.hasStarted) return { code: 'not-ready' };
    await socket.join(ROOM_PREFIX + region);
    return { seq: this.projection.seq };
  }

  private tell(seq: number, places: ReadonlySet<string>): void {
    for (const room of this.server.of('/').adapter.rooms.keys()) {
      if (!room.startsWith(ROOM_PREFIX)) continue;
      const region = room.slice(ROOM_PREFIX.length);
      if (![...places].some((place) => covers(region, place))) continue;
      this.server.to(room).emit('approval.changed.v1', { seq, pending: this.projection.pendingWithin(region) });
    }
  }
}

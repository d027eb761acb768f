import { Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { OnGatewayInit } from '@nestjs/websockets';
import { BoardSubscribe } from '@posko/contracts';
import type { BoardChanged, BoardReset, ClientEvents, ServerEvents, SubscribeAck } from '@posko/contracts';
import type { Server, Socket } from 'socket.io';
import { JournalFollower } from '../platform/journal/journal-follower';
import { BoardProjection } from './board.projection';
import { BoardPublisher, WINDOW_MS } from './board-publisher';
import type { BoardOutlet } from './board-publisher';

const ROOM_PREFIX = 'board:';
const ALIVE_MS = 3000;
/** Packets that may wait for one client; beyond it the client is let go and comes back with a snapshot. */
const BACKLOG_LIMIT = 256;

type BoardSocket = Socket<ClientEvents, ServerEvents>;

/** Rooms per region over socket.io. Clients only subscribe and listen; whatever they miss, a snapshot heals. */
@WebSocketGateway()
export class BoardGateway implements OnGatewayInit, BoardOutlet, BeforeApplicationShutdown {
  private readonly logger = new Logger(BoardGateway.name);
  private readonly timers: NodeJS.Timeout[] = [];

  @WebSocketServer()
  private readonly server: Server<ClientEvents, ServerEvents>;

  constructor(
    private readonly publisher: BoardPublisher,
    private readonly projection: BoardProjection,
    private readonly follower: JournalFollower,
  ) {}

  afterInit(server: Server<ClientEvents, ServerEvents>): void {
    const { adapter } = server.of('/');
    adapter.on('delete-room', (room: string) => {
      if (room.startsWith(ROOM_PREFIX)) this.publisher.closed(room.slice(ROOM_PREFIX.length));
    });
    this.timers.push(
      setInterval(() => this.publisher.flush(this), WINDOW_MS),
      setInterval(() => this.beat(), ALIVE_MS),
    );
  }

  beforeApplicationShutdown(): void {
    this.timers.forEach(clearInterval);
  }

  @SubscribeMessage('board.subscribe')
  async subscribe(@ConnectedSocket() socket: BoardSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    const parsed = BoardSubscribe.safeParse(message);
    if (!parsed.success) return { code: 'invalid-request' };
    if (!this.follower.hasStarted) return { code: 'not-ready' };
    const { region } = parsed.data;
    if (this.projection.board.tree.indexOf(region) < 0) return { code: 'region-not-found' };
    await socket.join(ROOM_PREFIX + region);
    return { seq: this.publisher.opened(region) };
  }

  @SubscribeMessage('board.unsubscribe')
  async unsubscribe(@ConnectedSocket() socket: BoardSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    const parsed = BoardSubscribe.safeParse(message);
    if (!parsed.success) return { code: 'invalid-request' };
    await socket.leave(ROOM_PREFIX + parsed.data.region);
    return { seq: this.projection.seq };
  }

  changed(message: BoardChanged): void {
    this.server.to(ROOM_PREFIX + message.region).emit('board.changed.v1', message);
  }

  reset(message: BoardReset): void {
    this.server.to(ROOM_PREFIX + message.region).emit('board.reset.v1', message);
  }

  private beat(): void {
    this.dropBacklogged();
    this.publisher.keepUp(this);
    this.server.emit('board.alive.v1', this.publisher.alive());
  }

  private dropBacklogged(): void {
    for (const socket of this.server.of('/').sockets.values()) {
      const waiting = (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
      if (waiting <= BACKLOG_LIMIT) continue;
      this.logger.warn(`Socket ${socket.id} has ${waiting} packets waiting and is let go`);
      socket.disconnect(true);
    }
  }
}

import type { BeforeApplicationShutdown } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { OnGatewayInit } from '@nestjs/websockets';
import { ContestSubscribe } from '@posko/contracts';
import type { ResultChanged, SubscribeAck, TotalsChanged } from '@posko/contracts';
import { authorise } from '../platform/access/live-access';
import type { LiveServer, LiveSocket } from '../platform/access/live-access';
import { JournalFollower } from '../platform/journal/journal-follower';
import type { ContestRoom } from './contest-rooms';
import { ResultFeed } from './result-feed';
import type { ResultOutlet } from './result-feed';
import { TotalsFeed } from './totals-feed';
import type { TotalsOutlet } from './totals-feed';
import { TotalsProjection } from './totals.projection';

const WINDOW_MS = 250;
const KEEP_UP_MS = 3000;
const KINDS = ['totals', 'result'] as const;
type Kind = (typeof KINDS)[number];

/** Rooms of a contest's totals and of its results, per region. */
@WebSocketGateway()
export class TotalsGateway implements OnGatewayInit, TotalsOutlet, ResultOutlet, BeforeApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];

  @WebSocketServer()
  private readonly server: LiveServer;

  constructor(
    private readonly totals: TotalsFeed,
    private readonly results: ResultFeed,
    private readonly projection: TotalsProjection,
    private readonly follower: JournalFollower,
  ) {}

  afterInit(server: LiveServer): void {
    server.of('/').adapter.on('delete-room', (name: string) => {
      for (const kind of KINDS) {
        const room = roomOf(kind, name);
        if (room !== null) this.feedOf(kind).closed(room);
      }
    });
    this.timers.push(
      setInterval(() => this.flush(), WINDOW_MS),
      setInterval(() => this.keepUp(), KEEP_UP_MS),
    );
  }

  beforeApplicationShutdown(): void {
    this.timers.forEach(clearInterval);
  }

  @SubscribeMessage('totals.subscribe')
  subscribeTotals(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    return this.join('totals', socket, message);
  }

  @SubscribeMessage('totals.unsubscribe')
  unsubscribeTotals(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    return this.leave('totals', socket, message);
  }

  @SubscribeMessage('result.subscribe')
  subscribeResults(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    return this.join('result', socket, message);
  }

  @SubscribeMessage('result.unsubscribe')
  unsubscribeResults(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    return this.leave('result', socket, message);
  }

  totalsChanged(room: ContestRoom, message: TotalsChanged): void {
    this.server.to(nameOf('totals', room)).emit('totals.changed.v1', message);
  }

  resultChanged(room: ContestRoom, message: ResultChanged): void {
    this.server.to(nameOf('result', room)).emit('result.changed.v1', message);
  }

  private async join(kind: Kind, socket: LiveSocket, message: unknown): Promise<SubscribeAck> {
    const parsed = ContestSubscribe.safeParse(message);
    if (!parsed.success) return { code: 'invalid-request' };
    if (!this.follower.hasStarted) return { code: 'not-ready' };
    const { contest, region } = parsed.data;
    if (!authorise(socket, `${kind}.subscribe`, region)) return { code: 'forbidden' };
    const totals = this.projection.of(contest)?.totals;
    if (totals === undefined) return { code: 'contest-not-found' };
    if (totals.of(this.projection.tree.indexOf(region)) === null) return { code: 'region-not-found' };
    await socket.join(nameOf(kind, parsed.data));
    return { seq: this.feedOf(kind).opened(parsed.data) };
  }

  private async leave(kind: Kind, socket: LiveSocket, message: unknown): Promise<SubscribeAck> {
    const parsed = ContestSubscribe.safeParse(message);
    if (!parsed.success) return { code: 'invalid-request' };
    await socket.leave(nameOf(kind, parsed.data));
    return { seq: this.projection.seq };
  }

  private feedOf(kind: Kind): TotalsFeed | ResultFeed {
    return kind === 'totals' ? this.totals : this.results;
  }

  private flush(): void {
    this.totals.flush(this);
    void this.results.flush(this);
  }

  private keepUp(): void {
    this.totals.keepUp(this);
    void this.results.keepUp(this);
  }
}

function nameOf(kind: Kind, { contest, region }: ContestRoom): string {
  return `${kind}:${contest}/${region}`;
}

function roomOf(kind: Kind, name: string): ContestRoom | null {
  if (!name.startsWith(`${kind}:`)) return null;
  const [contest = '', region = ''] = name.slice(kind.length + 1).split('/');
  return { contest, region };
}

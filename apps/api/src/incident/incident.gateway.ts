import type { BeforeApplicationShutdown } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { OnGatewayInit } from '@nestjs/websockets';
import { BoardSubscribe, PresenceSubscribe } from '@posko/contracts';
import type { IncidentChanged, Presence, SubscribeAck } from '@posko/contracts';
import { may } from '@posko/domain';
import { authorise } from '../platform/access/live-access';
import type { LiveServer, LiveSocket } from '../platform/access/live-access';
import { ApiError } from '../platform/http/api-error';
import { JournalFollower } from '../platform/journal/journal-follower';
import { RegisterHolder } from '../platform/register/register-holder';
import { IncidentFeed } from './incident-feed';
import type { FeedOutlet, FeedRoom } from './incident-feed';
import { IncidentPresenceService } from './incident-presence.service';
import type { PresenceOutlet } from './incident-presence.service';

/** After a message, what follows within this long goes out together; the first goes at once. */
const WINDOW_MS = 100;
const KEEP_UP_MS = 3000;

const READ_PREFIX = 'incident:';
const WATCH_PREFIX = 'incident-watch:';
const PRESENCE_PREFIX = 'presence:';

/** Rooms of incidents per region, and of whoever looks at one of them. */
@WebSocketGateway()
export class IncidentGateway implements OnGatewayInit, FeedOutlet, PresenceOutlet, BeforeApplicationShutdown {
  private keepUpTimer: NodeJS.Timeout | null = null;
  private windowTimer: NodeJS.Timeout | null = null;
  private flushedAt = 0;

  @WebSocketServer()
  private readonly server: LiveServer;

  constructor(
    private readonly feed: IncidentFeed,
    private readonly presence: IncidentPresenceService,
    private readonly follower: JournalFollower,
    private readonly register: RegisterHolder,
  ) {}

  afterInit(server: LiveServer): void {
    server.of('/').adapter.on('delete-room', (name: string) => {
      const room = roomOf(name);
      if (room !== null) this.feed.closed(room);
    });
    this.feed.watch(() => this.openWindow());
    this.presence.watch(this);
    this.keepUpTimer = setInterval(() => this.feed.keepUp(this), KEEP_UP_MS);
  }

  beforeApplicationShutdown(): void {
    if (this.keepUpTimer !== null) clearInterval(this.keepUpTimer);
    if (this.windowTimer !== null) clearTimeout(this.windowTimer);
  }

  @SubscribeMessage('incident.subscribe')
  async subscribe(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    const parsed = BoardSubscribe.safeParse(message);
    const { signedIn } = socket.data;
    if (!parsed.success) return { code: 'invalid-request' };
    if (!this.follower.hasStarted) return { code: 'not-ready' };
    const { region } = parsed.data;
    if (signedIn === undefined || !authorise(socket, 'incident.subscribe', region)) return { code: 'forbidden' };
    if (this.register.current().tree.indexOf(region) < 0) return { code: 'region-not-found' };
    const room = { region, canRead: may(signedIn.person, 'incident.read', region) };
    await socket.join(nameOf(room));
    return { seq: this.feed.opened(room) };
  }

  @SubscribeMessage('incident.unsubscribe')
  async unsubscribe(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    const parsed = BoardSubscribe.safeParse(message);
    if (!parsed.success) return { code: 'invalid-request' };
    const { region } = parsed.data;
    // Both at once: whoever comes back right after must not be led out again.
    await Promise.all([true, false].map(async (canRead) => socket.leave(nameOf({ region, canRead }))));
    return { seq: this.feed.seq };
  }

  @SubscribeMessage('presence.subscribe')
  async look(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    const parsed = PresenceSubscribe.safeParse(message);
    if (!parsed.success) return { code: 'invalid-request' };
    const { incident } = parsed.data;
    try {
      const place = await this.presence.placeOf(incident);
      if (!authorise(socket, 'presence.subscribe', place)) return { code: 'forbidden' };
    } catch (error) {
      return { code: error instanceof ApiError ? 'incident-not-found' : 'not-ready' };
    }
    await socket.join(PRESENCE_PREFIX + incident);
    return { seq: this.feed.seq };
  }

  @SubscribeMessage('presence.unsubscribe')
  async lookAway(@ConnectedSocket() socket: LiveSocket, @MessageBody() message: unknown): Promise<SubscribeAck> {
    const parsed = PresenceSubscribe.safeParse(message);
    if (!parsed.success) return { code: 'invalid-request' };
    await socket.leave(PRESENCE_PREFIX + parsed.data.incident);
    return { seq: this.feed.seq };
  }

  changed(room: FeedRoom, message: IncidentChanged): void {
    this.server.to(nameOf(room)).emit('incident.changed.v1', message);
  }

  present(presence: Presence): void {
    this.server.to(PRESENCE_PREFIX + presence.incident).emit('incident.presence.v1', presence);
  }

  watched(): readonly string[] {
    const names = [...this.server.of('/').adapter.rooms.keys()];
    return names.flatMap((name) => (name.startsWith(PRESENCE_PREFIX) ? [name.slice(PRESENCE_PREFIX.length)] : []));
  }

  /** A single change is told at once; while changes follow one another, once per window. */
  private openWindow(): void {
    this.windowTimer ??= setTimeout(
      () => {
        this.windowTimer = null;
        this.flushedAt = performance.now();
        this.feed.flush(this);
      },
      Math.max(0, this.flushedAt + WINDOW_MS - performance.now()),
    );
  }
}

function nameOf({ region, canRead }: FeedRoom): string {
  return (canRead ? READ_PREFIX : WATCH_PREFIX) + region;
}

function roomOf(name: string): FeedRoom | null {
  for (const [prefix, canRead] of [
    [READ_PREFIX, true],
    [WATCH_PREFIX, false],
  ] as const)
    if (name.startsWith(prefix)) return { region: name.slice(prefix.length), canRead };
  return null;
}

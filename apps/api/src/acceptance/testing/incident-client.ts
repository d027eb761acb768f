import type {
  ClientEvents,
  IncidentChanged,
  IncidentRow,
  Presence,
  ServerEvents,
  SubscribeAck,
} from '@posko/contracts';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { RunningServer } from '../../server';
import { cookieOf } from './small-server';
import type { Cookie } from './small-server';

/** A screen of the help desk as simple as can be: it notes what it is told and counts the gaps. */
export class IncidentClient {
  readonly messages: IncidentChanged[] = [];
  readonly rows = new Map<string, IncidentRow>();
  /** When each incident was first heard of, by `performance.now()`. */
  readonly heardAt = new Map<string, number>();
  presence: Presence | null = null;
  gaps = 0;
  private seq = -1;
  private readonly socket: Socket<ServerEvents, ClientEvents>;

  constructor(server: RunningServer, as?: Cookie) {
    this.socket = io(server.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      extraHeaders: cookieOf(server, as),
    });
    this.socket.on('incident.changed.v1', (message) => this.take(message));
    this.socket.on('incident.presence.v1', (presence) => {
      this.presence = presence;
    });
  }

  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
      this.socket.connect();
    });
  }

  async subscribe(region: string): Promise<SubscribeAck> {
    const ack = (await this.socket.timeout(5000).emitWithAck('incident.subscribe', { region })) as SubscribeAck;
    if ('seq' in ack) this.seq = Math.max(this.seq, ack.seq);
    return ack;
  }

  /** Leaves a region's room; the answer is not waited for by whoever comes back at once. */
  async unsubscribe(region: string): Promise<SubscribeAck> {
    return (await this.socket.timeout(5000).emitWithAck('incident.unsubscribe', { region })) as SubscribeAck;
  }

  async look(incident: string): Promise<SubscribeAck> {
    return (await this.socket.timeout(5000).emitWithAck('presence.subscribe', { incident })) as SubscribeAck;
  }

  disconnect(): void {
    this.socket.disconnect();
  }

  private take(message: IncidentChanged): void {
    const now = performance.now();
    this.messages.push(message);
    if (message.from > this.seq && this.seq >= 0) this.gaps += 1;
    this.seq = Math.max(this.seq, message.to);
    for (const row of message.incidents) {
      this.rows.set(row.id, row);
      if (!this.heardAt.has(row.id)) this.heardAt.set(row.id, now);
    }
  }
}

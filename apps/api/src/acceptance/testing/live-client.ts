import type { BoardChanged, BoardReset, ClientEvents, ServerEvents, SubscribeAck } from '@posko/contracts';
import { decodeSnapshot } from '@posko/contracts';
import { Board } from '@posko/domain';
import { smallTree } from '@posko/testing';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { RunningServer } from '../../server';
import { cookieOf, request } from './small-server';
import type { Cookie } from './small-server';

/** A desk as simple as can be: it listens, notes everything, and keeps a board by the gap rule. */
export class LiveClient {
  readonly messages: BoardChanged[] = [];
  readonly resets: BoardReset[] = [];
  readonly board = new Board(smallTree());
  seq = -1;
  gaps = 0;
  /** Why the session ended, once it did. */
  ended: string | null = null;
  private buffer: BoardChanged[] | null = [];
  private socket: Socket<ServerEvents, ClientEvents> | null = null;

  /** @param as the cookie of someone else than the supervisor; `null` for nobody */
  constructor(private readonly as?: Cookie | null) {}

  /** Connects to an instance and subscribes; what was missed comes with the snapshot. */
  async connect(server: RunningServer, region: string): Promise<SubscribeAck> {
    const socket: Socket<ServerEvents, ClientEvents> = io(server.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: cookieOf(server, this.as),
    });
    this.socket = socket;
    this.buffer = [];
    socket.on('session.ended.v1', ({ reason }) => {
      this.ended = reason;
    });
    socket.on('board.changed.v1', (message) => this.take(message));
    socket.on('board.reset.v1', (message) => {
      this.resets.push(message);
      this.buffer ??= [];
      void this.fetchSnapshot(server, message.seq);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const ack = (await socket.timeout(5000).emitWithAck('board.subscribe', { region })) as SubscribeAck;
    if ('seq' in ack) await this.fetchSnapshot(server, ack.seq);
    return ack;
  }

  get isConnected(): boolean {
    return this.socket?.connected === true;
  }

  disconnect(): void {
    this.socket?.disconnect();
  }

  private async fetchSnapshot(server: RunningServer, min: number): Promise<void> {
    const response = await request(server, `/api/board/snapshot?min=${min}`, { as: this.as });
    const snapshot = decodeSnapshot(await response.arrayBuffer());
    if (snapshot.seq >= this.seq) {
      // Whoever sees a part of the register gets a part; this desk keeps a board of all of it only.
      if (snapshot.stages.length === this.board.tree.size) this.board.load(snapshot.stages, snapshot.marks);
      this.seq = snapshot.seq;
    }
    const waiting = this.buffer ?? [];
    this.buffer = null;
    for (const message of waiting) this.apply(message);
  }

  private take(message: BoardChanged): void {
    this.messages.push(message);
    if (this.buffer === null) this.apply(message);
    else this.buffer.push(message);
  }

  private apply(message: BoardChanged): void {
    if (message.to <= this.seq) return;
    if (message.from > this.seq) this.gaps += 1;
    for (const [position, stage, marks] of message.tps) this.board.set(position, stage, marks);
    this.seq = message.to;
  }
}

import type {
  ClientEvents,
  RecapChanged,
  ResultChanged,
  ResultRow,
  ServerEvents,
  SubscribeAck,
  TotalsChanged,
  TotalsRow,
} from '@posko/contracts';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { RunningServer } from '../../server';
import { cookieOf } from './small-server';
import type { Cookie } from './small-server';

type Kind = 'totals' | 'result';

/** A screen of totals or results as simple as can be: it notes what it is told and counts the gaps. */
export class ContestClient {
  readonly totals = new Map<string, TotalsRow>();
  readonly results = new Map<string, ResultRow>();
  readonly messages: (TotalsChanged | ResultChanged)[] = [];
  readonly recaps: RecapChanged[] = [];
  gaps = 0;
  private readonly seqs = new Map<string, number>();
  private readonly socket: Socket<ServerEvents, ClientEvents>;

  constructor(server: RunningServer, as?: Cookie) {
    this.socket = io(server.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      extraHeaders: cookieOf(server, as),
    });
    this.socket.on('totals.changed.v1', (message) => {
      this.take('totals', message);
      for (const row of message.rows) this.totals.set(row.code, row);
    });
    this.socket.on('recap.changed.v1', (message) => this.recaps.push(message));
    this.socket.on('result.changed.v1', (message) => {
      this.take('result', message);
      for (const row of message.rows) this.results.set(row.tps, row);
    });
  }

  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
      this.socket.connect();
    });
  }

  async subscribe(kind: Kind, contest: string, region: string): Promise<SubscribeAck> {
    const message = { contest, region };
    const ack = (await this.socket.timeout(5000).emitWithAck(`${kind}.subscribe`, message)) as SubscribeAck;
    if ('seq' in ack) this.seqs.set(`${kind} ${contest} ${region}`, ack.seq);
    return ack;
  }

  async unsubscribe(kind: Kind, contest: string, region: string): Promise<SubscribeAck> {
    const message = { contest, region };
    return (await this.socket.timeout(5000).emitWithAck(`${kind}.unsubscribe`, message)) as SubscribeAck;
  }

  disconnect(): void {
    this.socket.disconnect();
  }

  private take(kind: Kind, message: TotalsChanged | ResultChanged): void {
    const { contest, region, from, to } = message;
    const key = `${kind} ${contest} ${region}`;
    this.messages.push(message);
    if (from > (this.seqs.get(key) ?? -1)) this.gaps += 1;
    this.seqs.set(key, Math.max(this.seqs.get(key) ?? -1, to));
  }
}

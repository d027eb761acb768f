import type { IncomingMessage } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { BoardSubscribe, CLIENT_EVENT_ACCESS } from '@posko/contracts';
import type { ClientEvents, ServerEvents, SubscribeAck } from '@posko/contracts';
import { isKind, may } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import { SERVER_OPTIONS } from '../config';
import type { ServerOptions } from '../config';
import { callerOf } from '../http/address';
import { RequestCounter } from '../http/request-limits';
import type { Projection } from '../journal/journal-follower';
import { JournalRepository } from '../journal/journal.repository';
import { RefusalLog } from './refusal-log';
import type { LiveRefusal } from './refusal-log';
import { tokenOf } from './session-cookie';
import { SessionStore, meaningOf } from './session-store';
import type { SignedIn } from './signed-in';

interface LiveData {
  /** There from before the connection is. */
  signedIn?: SignedIn;
}

export type LiveServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, LiveData>;
/** A connected client; `data.signedIn` says who it is. */
export type LiveSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, LiveData>;

type LiveEvent = [name: string, ...parts: unknown[]];
type Acknowledge = (answer: SubscribeAck) => void;

/** How long a session whose time is over may keep a connection, at most. */
const LOOK_MS = 15_000;

/**
 * True where whoever is behind the socket may do this there. Gateways ask it for places that only the content tells; events
 * that name a `region` were checked before they got to a gateway.
 */
export function authorise(
  socket: Pick<LiveSocket, 'data'>,
  event: keyof typeof CLIENT_EVENT_ACCESS,
  place?: string,
): boolean {
  const { signedIn } = socket.data;
  return signedIn !== undefined && may(signedIn.person, CLIENT_EVENT_ACCESS[event], place);
}

/** Nobody connects without a session, nobody stays without one, and no event passes that the table does not name. */
@Injectable()
export class LiveAccess implements Projection, BeforeApplicationShutdown {
  private readonly logger = new Logger(LiveAccess.name);
  private server: LiveServer | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly sessions: SessionStore,
    private readonly journal: JournalRepository,
    private readonly refusals: RefusalLog,
    private readonly counter: RequestCounter,
    @Inject(SERVER_OPTIONS) private readonly options: Pick<ServerOptions, 'trustProxy'>,
  ) {}

  /** True while an address may have one more connection. */
  hasRoom(request: IncomingMessage): boolean {
    return this.counter.sockets.hasRoom(this.addressOf(request));
  }

  guard(server: LiveServer): void {
    this.server = server;
    server.engine.on(
      'connection',
      (connection: { request: IncomingMessage; on(event: 'close', done: () => void): void }) => {
        const address = this.addressOf(connection.request);
        this.counter.sockets.enter(address);
        connection.on('close', () => {
          this.counter.sockets.leave(address);
        });
      },
    );
    server.use((socket, next) => {
      this.admit(socket).then(
        () => {
          next();
        },
        (error: unknown) => {
          next(error instanceof Error ? error : new Error('not-ready'));
        },
      );
    });
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  beforeApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  async load(): Promise<number> {
    void this.look();
    return (await this.journal.head()).seq;
  }

  /** Entries reach every instance, so sockets of a session end wherever they are. */
  apply(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      const isMeant = meaningOf(entry);
      if (isMeant === null) continue;
      const sockets = this.sockets().filter(({ data }) => data.signedIn !== undefined && isMeant(data.signedIn));
      if (isKind(entry, 'session.ended.v1')) end(sockets, entry.body.reason);
      else if (isKind(entry, 'activation.issued.v1')) end(sockets, 'activated');
      // Rights or name changed: the client comes back by itself, as who it is now, and joins what it still may.
      else if (isKind(entry, 'user.changed.v1')) for (const socket of sockets) socket.conn.close();
    }
  }

  private async admit(socket: LiveSocket): Promise<void> {
    const signedIn = await this.sessions.find(tokenOf(socket.handshake.headers.cookie), false);
    if (signedIn === null || signedIn.pending !== null) {
      this.refuse(socket, { code: 'not-signed-in', event: 'connection', place: '' });
      throw new Error('not-signed-in');
    }
    socket.data.signedIn = signedIn;
    socket.use((event, next) => {
      if (this.counter.messages.take(socket.id) > 0) this.drop(socket);
      else if (this.mayPass(socket, event)) next();
    });
  }

  /** Answers what may not go on to its gateway; gateways themselves say what is wrong with a message. */
  private mayPass(socket: LiveSocket, event: LiveEvent): boolean {
    const [name, message] = event;
    const region = BoardSubscribe.safeParse(message).data?.region;
    const isOurs = isClientEvent(name);
    if (isOurs && authorise(socket, name, region)) {
      hearAnswer(event, (answer) => {
        if ('code' in answer && answer.code === 'forbidden')
          this.refuse(socket, { code: answer.code, event: name, place: region ?? '' });
      });
      return true;
    }
    acknowledge(event, { code: isOurs ? 'forbidden' : 'invalid-request' });
    if (isOurs) this.refuse(socket, { code: 'forbidden', event: name, place: region ?? '' });
    return false;
  }

  /** Whoever floods a connection loses it; our own clients send a handful of messages in an hour. */
  private drop(socket: LiveSocket): void {
    this.refuse(socket, { code: 'too-many-requests', event: 'message', place: '' });
    socket.disconnect(true);
  }

  private addressOf(request: IncomingMessage): string {
    return callerOf(request, this.options.trustProxy);
  }

  private refuse(socket: LiveSocket, what: Pick<LiveRefusal, 'code' | 'event' | 'place'>): void {
    this.refusals.noteLive({ ...what, address: this.addressOf(socket.request), signedIn: socket.data.signedIn });
  }

  /**
   * Ends the sockets of sessions whose time is over, or whose end was missed. Someone who connected in the very moment in which
   * their rights changed is sent back to come in as who they are now.
   */
  async look(): Promise<void> {
    const sockets = this.sockets().filter(({ data }) => data.signedIn !== undefined);
    if (sockets.length === 0) return;
    try {
      const idOf = ({ data }: LiveSocket): string => data.signedIn?.session ?? '';
      const alive = await this.sessions.among([...new Set(sockets.map(idOf))]);
      const over = sockets.filter((socket) => !alive.has(idOf(socket)));
      end(over, 'expired');
      const isOther = ({ data }: LiveSocket): boolean =>
        isChanged(data.signedIn, alive.get(data.signedIn?.session ?? ''));
      for (const socket of sockets.filter(isOther)) socket.conn.close();
    } catch (error) {
      this.logger.warn(`Sessions of open connections could not be read: ${String(error)}`);
    }
  }

  private sockets(): LiveSocket[] {
    return this.server === null ? [] : [...this.server.of('/').sockets.values()];
  }
}

function isChanged(before: SignedIn | undefined, now: SignedIn | undefined): boolean {
  if (before === undefined || now === undefined) return false;
  return before.person.role !== now.person.role || before.person.scope !== now.person.scope;
}

function end(sockets: readonly LiveSocket[], reason: string): void {
  for (const socket of sockets) {
    socket.emit('session.ended.v1', { reason });
    socket.disconnect(true);
  }
}

function isClientEvent(name: string): name is keyof typeof CLIENT_EVENT_ACCESS {
  return Object.hasOwn(CLIENT_EVENT_ACCESS, name);
}

/** What only the content tells, gateways refuse: their answer passes by here, also where the client asked for none. */
function hearAnswer(event: LiveEvent, hear: Acknowledge): void {
  const callback = event.at(-1);
  const tell = typeof callback === 'function' ? (event.pop() as Acknowledge) : undefined;
  event.push((answer: SubscribeAck) => {
    hear(answer);
    tell?.(answer);
  });
}

function acknowledge(event: LiveEvent, answer: SubscribeAck): void {
  const callback = event.at(-1);
  if (typeof callback === 'function') (callback as Acknowledge)(answer);
}

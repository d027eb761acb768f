import { WebSocket } from 'ws';

/**
 * socket.io's wire protocol over a bare WebSocket, as much of it as a listener needs: ten thousand of the real clients would
 * measure themselves.
 *
 * | frame                          | meaning                                        |
 * | ------------------------------ | ---------------------------------------------- |
 * | `0{…}`                         | engine open; answered with `40` (join)         |
 * | `40{…}`                        | joined                                         |
 * | `2`                            | ping, answered with `3`                        |
 * | `420["event",…]`               | event with acknowledgement 0, as sent by us    |
 * | `430[…]`                       | that acknowledgement                           |
 * | `42["event",…]`                | event                                          |
 */
export interface LightSocketEvents {
  /** The subscription was acknowledged with this text. */
  acknowledged(text: string): void;
  /** An event, with its receipt's wall-clock time in ms. */
  event(text: string, at: number): void;
  closed(): void;
}

export interface LightSocketOptions {
  readonly url: string;
  /** Cookie header of whoever listens. */
  readonly cookie: string;
  /** Event and payload to send once connected, as JSON text: `["board.subscribe",{"region":"35"}]`. */
  readonly join: string;
}

const OPEN_TIMEOUT_MS = 30_000;

export class LightSocket {
  private readonly socket: WebSocket;
  private readonly join: string;

  constructor(
    { url, cookie, join }: LightSocketOptions,
    private readonly events: LightSocketEvents,
  ) {
    this.join = join;
    const address = `${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.socket = new WebSocket(address, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      handshakeTimeout: OPEN_TIMEOUT_MS,
      headers: { cookie },
    });
    this.socket.on('message', (data) => this.receive(data as Buffer));
    this.socket.on('close', () => this.events.closed());
    this.socket.on('error', () => undefined);
  }

  /** Cuts the connection without a word, as a lost network does. */
  drop(): void {
    this.socket.terminate();
  }

  private receive(data: Buffer): void {
    const at = Date.now();
    const text = data.toString('latin1');
    if (text.startsWith('42')) this.events.event(text, at);
    else if (text === '2') this.socket.send('3');
    else if (text.startsWith('430')) this.events.acknowledged(text.slice(3));
    else if (text.startsWith('40')) this.socket.send(`420${this.join}`);
    else if (text.startsWith('0')) this.socket.send('40');
  }
}

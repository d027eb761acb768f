import { Client } from 'pg';

const RECONNECT_MS = 250;

/** Holds one connection that hears NOTIFY on a channel, and finds it again after a database restart. */
export class ChannelListener {
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(
    /** `name` is what the database shows of us. */
    private readonly wire: { readonly databaseUrl: string; readonly channel: string; readonly name: string },
    /** Told what was said; null where something may have been missed, at the start and after a lost connection. */
    private readonly hear: (payload: string | null) => void,
  ) {}

  async start(): Promise<void> {
    if (this.isClosed) return;
    const client = new Client({ connectionString: this.wire.databaseUrl, application_name: this.wire.name });
    client.on('notification', ({ payload }) => this.hear(payload ?? null));
    client.on('error', () => this.retryLater(client));
    client.on('end', () => this.retryLater(client));
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${this.wire.channel}`);
      this.hear(null);
    } catch {
      this.retryLater(client);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private retryLater(failed: Client): void {
    if (this.isClosed || this.client !== failed) return;
    this.client = null;
    failed.removeAllListeners('notification');
    failed.end().catch(() => undefined);
    this.timer = setTimeout(() => void this.start(), RECONNECT_MS);
  }
}

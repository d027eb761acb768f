import { Client } from 'pg';
import { JOURNAL_CHANNEL } from './journal.repository';

const RECONNECT_MS = 250;

/** Holds one connection that hears NOTIFY, and finds it again after a database restart. A lost wake-up is no loss: followers also poll. */
export class JournalListener {
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(
    private readonly databaseUrl: string,
    /** Told the last entry's number; NaN where only a look can tell. */
    private readonly wake: (seq: number) => void,
  ) {}

  async start(): Promise<void> {
    if (this.isClosed) return;
    const client = new Client({ connectionString: this.databaseUrl, application_name: 'posko follower' });
    client.on('notification', ({ payload }) => {
      this.wake(Number(payload ?? NaN));
    });
    client.on('error', () => this.retryLater(client));
    client.on('end', () => this.retryLater(client));
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${JOURNAL_CHANNEL}`);
      this.wake(NaN);
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

import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { ClockService } from '../platform/clock/clock.service';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { Publisher } from './publisher';
import { PublisherLease } from './publisher-lease.repository';
import { fenced } from './tree/fenced-tree';
import type { Fence } from './tree/fenced-tree';
import { TreeBucket } from './tree/tree-bucket';
import { TreeFolder } from './tree/tree-folder';
import type { TreeSink } from './tree/tree-file';
import { openWriteDesk } from './tree/write-desk';

/** Between two rounds; what changed meanwhile is written once. */
const PAUSE_MS = 1000;

/** Goes round as long as the instance runs, if it is the one that publishes. A round that fails is done again. */
@Injectable()
export class PublicationTicker implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Publication');
  private sink: TreeSink | null = null;
  /** What this instance last wrote to, and in which term of the lease. */
  private desk: { readonly term: number; readonly sink: TreeSink } | null = null;
  private running: Promise<void> = Promise.resolve();
  private isClosed = false;
  private timer: NodeJS.Timeout | null = null;
  private current: { isWriter: boolean; at: number | null; fault: string | null } = {
    isWriter: false,
    at: null,
    fault: null,
  };

  constructor(
    @Inject(SERVER_OPTIONS) private readonly options: ServerOptions,
    private readonly publisher: Publisher,
    private readonly lease: PublisherLease,
    private readonly clock: ClockService,
  ) {}

  /** What this instance knows of its own writing. */
  get standing(): { readonly isWriter: boolean; readonly at: number | null; readonly fault: string | null } {
    return this.current;
  }

  /** Begins to publish; does nothing where no folder is given. */
  start(): void {
    if (this.options.publicDir !== undefined) this.goOn(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
    await this.sink?.close();
  }

  /** One look: a round, if this instance is the one. Throws what went wrong. */
  async look(folder: string): Promise<void> {
    const term = await this.lease.hold();
    const isWriter = term !== null;
    this.current = { ...this.current, isWriter };
    if (!isWriter) return;
    const sink = await this.deskOf(term, folder);
    const since = this.clock.realNow();
    const report = await this.publisher.round(sink);
    this.current = { isWriter, at: this.clock.realNow(), fault: null };
    if (report?.isWhole === true) {
      const seconds = ((this.clock.realNow() - since) / 1000).toFixed(1);
      this.logger.log(`Public files made anew: ${report.files}, ${Math.round(report.bytes / 1e6)} MB, in ${seconds} s`);
    }
    await this.publisher.openData(sink);
  }

  private async deskOf(term: number, folder: string): Promise<TreeSink> {
    const whole = (this.sink ??= await this.open(folder));
    if (this.desk?.term === term) return this.desk.sink;
    // Another may have written since the last time: what is known of the tree is no longer true.
    this.publisher.begin();
    const sink = fenced(whole, this.fenceOf(term));
    this.desk = { term, sink };
    return sink;
  }

  private fenceOf(term: number): Fence {
    const check = (): void => {
      if (!this.lease.holds(term)) throw new Error('This instance is no longer the one that writes');
    };
    const confirm = async (): Promise<void> => {
      await this.lease.hold();
      check();
    };
    return { check, confirm };
  }

  private async open(folder: string): Promise<TreeSink> {
    const { publicBucket } = this.options;
    return publicBucket === undefined ? TreeFolder.open(folder, openWriteDesk()) : new TreeBucket(publicBucket);
  }

  private goOn(after: number): void {
    const folder = this.options.publicDir;
    if (this.isClosed || folder === undefined) return;
    this.timer = setTimeout(() => {
      this.running = this.lookSafely(folder).finally(() => this.goOn(PAUSE_MS));
    }, after);
  }

  private async lookSafely(folder: string): Promise<void> {
    try {
      await this.look(folder);
    } catch (error) {
      const fault = String(error);
      if (this.current.fault !== fault) this.logger.warn(`The public files could not be written: ${fault}`);
      this.current = { ...this.current, fault };
    }
  }
}

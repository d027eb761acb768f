import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { ActivationIssueCommand, ActivationState } from '@posko/contracts';
import { printedActivationCode } from '@posko/domain';
import type { Actor } from '@posko/domain';
import { SessionsRepository } from '../../platform/access/sessions.repository';
import { ClockService } from '../../platform/clock/clock.service';
import { ApiError } from '../../platform/http/api-error';
import { requestHash } from '../../platform/journal/chain';
import { JournalWriter } from '../../platform/journal/journal-writer';
import { codeHash, codesOf } from './activation-codes';
import { ActivationRepository } from './activation.repository';
import type { NamedTps } from './activation.repository';

const KEY_BYTES = 32;
/** For so long the same command gets the same file again; afterwards nothing is left that codes could be made from. */
export const REPEAT_MS = 60 * 60_000;
const FORGET_EVERY_MS = 10 * 60_000;

export interface IssuedCodes {
  readonly csv: string;
  readonly isRepeat: boolean;
}

/** Makes one-time codes for crews. Their plain text leaves once, in the answer, and is kept nowhere. */
@Injectable()
export class ActivationIssueService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ActivationIssueService.name);
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly activations: ActivationRepository,
    private readonly sessions: SessionsRepository,
    private readonly journal: JournalWriter,
    private readonly clock: ClockService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.forget(), FORGET_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  async stateOf(region: string): Promise<ActivationState> {
    const { issuedAt, ...counts } = await this.activations.countsOf(region);
    if (counts.tps === 0) throw new ApiError('region-not-found');
    return { region, ...counts, issuedAt: issuedAt === null ? null : new Date(issuedAt).toISOString() };
  }

  /** New codes for every TPS of a region; the codes and devices they had end with the same commit. */
  async issue(command: ActivationIssueCommand, actor: Actor): Promise<IssuedCodes> {
    const { id, region } = command;
    const tps = await this.activations.tpsWithin(region);
    if (tps.length === 0) throw new ApiError('region-not-found');
    await this.forget();
    const places = tps.map(({ code }) => code);
    const key = (await this.keyOf(id)) ?? randomBytes(KEY_BYTES);
    const codes = await codesOf(key, places);
    const hashes = codes.map((code, index) => codeHash(places[index] ?? '', code));
    const { isRepeat } = await this.journal.transact(
      { id, requestHash: requestHash('issueActivations', region, command) },
      async (manager) => {
        const at = this.clock.realNow();
        await this.activations.store(manager, { id, at }, { tps: places, hashes });
        await this.activations.keepKey(manager, { id, key, until: at + REPEAT_MS });
        await this.sessions.deleteWithin(manager, region);
        return { kind: 'activation.issued.v1', subject: region, body: { issue: id, region, tps: tps.length, actor } };
      },
    );
    return isRepeat ? this.again(id, tps) : { csv: csvOf(tps, codes), isRepeat };
  }

  /** The same codes as before, of those TPS that have not been given others since. */
  private async again(id: string, tps: readonly NamedTps[]): Promise<IssuedCodes> {
    const key = await this.keyOf(id);
    if (key === null) throw new ApiError('idempotency-conflict', { isForgotten: true });
    const current = await this.activations.tpsOfIssue(id);
    const rows = tps.filter(({ code }) => current.has(code));
    return {
      csv: csvOf(
        rows,
        await codesOf(
          key,
          rows.map(({ code }) => code),
        ),
      ),
      isRepeat: true,
    };
  }

  private keyOf(id: string): Promise<Buffer | null> {
    return this.activations.keyOf(id, this.clock.realNow());
  }

  private async forget(): Promise<void> {
    try {
      await this.activations.forgetKeys(this.clock.realNow());
    } catch (error) {
      this.logger.warn(`Keys of activation codes could not be forgotten: ${String(error)}`);
    }
  }
}

/** The dash keeps a spreadsheet from reading a code such as 12345E6789 as a number. */
function csvOf(tps: readonly NamedTps[], codes: readonly string[]): string {
  const lines = tps.map(({ code, kecamatan, desa, number }, index) =>
    [code, cell(kecamatan), cell(desa), number, printedActivationCode(codes[index] ?? '')].join(','),
  );
  return `${['tps,kecamatan,desa,nomor,kode', ...lines].join('\r\n')}\r\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { Inject, Injectable } from '@nestjs/common';
import type { ReceiptResponse, TpsResponse } from '@posko/contracts';
import {
  INCIDENT_BIT,
  NATIONAL_CODE,
  OVERDUE_BIT,
  RegionCode,
  desaCodeOf,
  isTpsSubject,
  isoTime,
  marksOf,
  normaliseReceipt,
  receiptOf,
  seqOfReceipt,
  silenceOf,
  stageAt,
} from '@posko/domain';
import type { Calendar, Person, Stage, TpsCode } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { ApiError } from '../platform/http/api-error';
import { CALENDAR } from '../platform/config';
import { ClockService } from '../platform/clock/clock.service';
import { JournalRepository, entryOf } from '../platform/journal/journal.repository';
import { RegisterHolder } from '../platform/register/register-holder';
import { storyOf } from './story';
import { TpsStateRepository } from '../platform/tps/tps-state.repository';
import type { TpsRow } from '../platform/tps/tps-state.repository';

/** One TPS and its story, read from the tables: true as of the last commit, whatever this instance has followed so far. */
@Injectable()
export class TpsService {
  constructor(
    private readonly states: TpsStateRepository,
    private readonly journal: JournalRepository,
    private readonly register: RegisterHolder,
    private readonly clock: ClockService,
    @Inject(CALENDAR) private readonly calendar: Calendar,
  ) {}

  async tps(code: TpsCode): Promise<TpsResponse> {
    const row = await this.states.one(code);
    if (row === null) throw new ApiError('tps-not-found');
    const incident = (await this.states.hasOpenIncident(code)) ? INCIDENT_BIT : 0;
    const story = storyOf(await this.journal.about(code), this.calendar);
    const now = this.clock.now();
    const silence = silenceOf(this.calendar, row, now);
    return {
      seq: row.lastSeq,
      at: isoTime(now),
      ...this.place(row),
      stage: stageAt(row.stage),
      stageAt: isoOrNull(row.stageAt),
      marks: marksOf(row.marks | incident | (silence === null ? 0 : OVERDUE_BIT)),
      overdue: silence === null ? null : { missing: silence.missing, since: isoTime(silence.since) },
      turnout:
        row.turnout === null || row.turnoutAt === null ? null : { voters: row.turnout, at: isoTime(row.turnoutAt) },
      story,
    };
  }

  /** For whoever may see the place it is about; what is about none, such as an import, is for those over everything. */
  async receipt(text: string, person: Person): Promise<ReceiptResponse> {
    const seq = seqOfReceipt(text);
    const row = seq === null ? null : await this.journal.at(seq);
    const receipt = row === null ? '' : receiptOf(row.seq, Buffer.from(row.hash, 'hex'));
    if (row === null || receipt !== normaliseReceipt(text)) throw new ApiError('receipt-not-found');
    requirePermission(person, 'tps.read', this.placeOf(row.subject));
    const { body } = entryOf(row) as { body: { standsAt?: Stage } };
    return {
      receipt,
      seq: row.seq,
      receivedAt: isoTime(row.at),
      kind: row.kind,
      tpsCode: isTpsSubject(row.subject) ? row.subject : null,
      stage: body.standsAt ?? null,
      hash: row.hash,
    };
  }

  private placeOf(subject: string): string {
    if (isTpsSubject(subject) || RegionCode.safeParse(subject).success) return subject;
    return this.register.current().tree.codes[0] ?? NATIONAL_CODE;
  }

  private place(row: TpsRow): Pick<TpsResponse, 'code' | 'number' | 'position' | 'path' | 'dpt'> {
    const { tree, dptL, dptP } = this.register.current();
    const [l, p] = [dptL[row.position] ?? 0, dptP[row.position] ?? 0];
    const path = tree.pathOf(tree.indexOf(desaCodeOf(row.code))).reverse();
    return {
      code: row.code,
      number: tree.tpsNumberAt(row.position),
      position: row.position,
      path: path.map((region) => tree.refOf(region)),
      dpt: { l, p, total: l + p },
    };
  }
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

import { Inject, Injectable } from '@nestjs/common';
import type { FieldIssue, RecapAnswer, RecapCommand } from '@posko/contracts';
import { RECAP_LEVELS, receiptOf } from '@posko/domain';
import type { Actor, Contest, DHasil, JournalBody, RecapFigures, RegionCode, RegionTree } from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ApiError } from '../platform/http/api-error';
import { requestHash } from '../platform/journal/chain';
import type { CommandQueue } from '../platform/journal/command-queue';
import { JournalWriter, acceptedOrThrow } from '../platform/journal/journal-writer';
import { RegisterHolder } from '../platform/register/register-holder';
import { decideRecap, keyOf } from './recap-aggregate';
import type { RecapState, RecapWish } from './recap-aggregate';
import { RecapRepository } from './recap.repository';

/** Which recapitulation, by the names in the address. */
export interface RecapPlace {
  readonly contest: Contest;
  readonly region: RegionCode;
  readonly index: number;
}

/** What a plenary does. Answered once it is in the journal and on disk. */
@Injectable()
export class RecapService {
  private readonly queue: CommandQueue<RecapWish, RecapState>;

  constructor(
    @Inject(JournalWriter) writer: JournalWriter,
    @Inject(RecapRepository) recaps: RecapRepository,
    @Inject(ContestHolder) private readonly contests: ContestHolder,
    @Inject(RegisterHolder) private readonly register: RegisterHolder,
  ) {
    this.queue = writer.queueFor({
      load: (client, keys) => recaps.load(client, keys),
      decide: decideRecap,
      save: (client, states) => recaps.save(client, states),
    });
  }

  /** Throws where the register has no such region, or none that has a plenary. */
  place(name: string, region: RegionCode): RecapPlace {
    const { tree } = this.register.current();
    const index = tree.indexOf(region);
    const level = tree.levels[index];
    if (index < 0 || !RECAP_LEVELS.some((one) => one === level)) throw new ApiError('region-not-found');
    return { contest: this.contests.find(name, region), region, index };
  }

  async act(
    { contest, region, index }: RecapPlace,
    command: RecapCommand,
    actor: Actor,
  ): Promise<{ answer: RecapAnswer; isRepeat: boolean }> {
    const { id, version, act } = command;
    if (act.type === 'adopt' || act.type === 'correct') this.refuseForeign(act.dHasil, contest, index);
    if (act.type === 'object' && act.option !== null && !contest.options.some((one) => one.id === act.option))
      throw invalid([{ path: 'act.option', message: 'is no option of this contest' }]);
    const subject = keyOf({ contest: contest.id, region });
    const payload: RecapWish = { contest: contest.id, region, version, act, actor };
    const hash = requestHash('recap.act', subject, { version, act });
    const accepted = acceptedOrThrow(await this.queue.submit({ id, requestHash: hash, subject, payload }));
    const { entry, hash: chained, isRepeat } = accepted;
    const { version: after, status } = entry.body as JournalBody<'recap.acted.v1'>;
    const receipt = receiptOf(entry.seq, Buffer.from(chained, 'hex'));
    return { answer: { seq: entry.seq, receipt, version: after, status }, isRepeat };
  }

  /** Options are exactly the contest's; parts are what lies one tier below. */
  private refuseForeign({ figures, parts }: DHasil, contest: Contest, index: number): void {
    const codes = new Set(partCodes(this.register.current().tree, index));
    const strangers = Object.keys(parts).filter((code) => !codes.has(code));
    const issues = [
      ...strangers.map((code) => ({ path: `act.dHasil.parts.${code}`, message: 'is not one tier below' })),
      ...otherOptions(figures, contest, 'act.dHasil.figures.options'),
      ...Object.entries(parts).flatMap(([code, part]) =>
        otherOptions(part, contest, `act.dHasil.parts.${code}.options`),
      ),
    ];
    if (issues.length > 0) throw invalid(issues);
  }
}

/** Codes of what lies one tier below: under a kecamatan its TPS, for a desa has no plenary. */
export function partCodes(tree: RegionTree, index: number): string[] {
  if (tree.levels[index] !== 'kecamatan') return tree.children(index).map((child) => tree.codeOf(child));
  const [first, count] = [tree.first[index] ?? 0, tree.count[index] ?? 0];
  return Array.from({ length: count }, (_, n) => tree.tpsCodeAt(first + n));
}

function otherOptions({ options }: RecapFigures, contest: Contest, path: string): FieldIssue[] {
  const ids = new Set(contest.options.map(({ id }) => id));
  const strange = Object.keys(options).filter((id) => !ids.has(id));
  const missing = [...ids].filter((id) => options[id] === undefined);
  return [
    ...strange.map((id) => ({ path: `${path}.${id}`, message: 'is no option of this contest' })),
    ...missing.map((id) => ({ path: `${path}.${id}`, message: 'is missing' })),
  ];
}

function invalid(issues: FieldIssue[]): ApiError {
  return new ApiError('invalid-request', { issues });
}

import { Injectable } from '@nestjs/common';
import { ContestCode, compareForms, countedForm, isOf } from '@posko/domain';
import type { Comparison, Contest, FieldDifference, FormComparison, ResultState } from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ApiError } from '../platform/http/api-error';
import { unpacked } from '../platform/result/result-body';
import { SirekapFormRepository } from '../platform/sirekap/sirekap-form.repository';
import type { Beside, BesideResult } from '../platform/sirekap/sirekap-form.repository';

const PAGE = 2000;

/** A TPS where our figures and Sirekap's are not the same. */
export interface TpsDifference {
  readonly tps: string;
  readonly code: 'W209';
  /** Where our result stands. */
  readonly state: ResultState;
  /** Sirekap's own time of what it showed. */
  readonly ts: string;
  readonly fields: readonly FieldDifference[];
}

/** Our figures of a contest beside Sirekap's: TPS by what came of it, and those that differ. */
export interface SirekapComparison extends Readonly<Record<Exclude<Comparison, 'differing'>, number>> {
  readonly contest: string;
  readonly differing: readonly TpsDifference[];
}

/** Holds what we have of each TPS against what Sirekap showed of it last. */
@Injectable()
export class SirekapComparisonService {
  constructor(
    private readonly contests: ContestHolder,
    private readonly forms: SirekapFormRepository,
  ) {}

  /** By a contest's id, or by a code for all contests of it; throws `contest-not-found`. `onTps` is told of the TPS compared so far. */
  async compare(contest: string, onTps?: (compared: number) => void): Promise<SirekapComparison> {
    const counts = { same: 0, onlyOurs: 0, onlyTheirs: 0, incomparable: 0, neither: 0 };
    const differing: TpsDifference[] = [];
    let compared = 0;
    for await (const row of this.rows(contest)) {
      const { outcome, fields } = comparisonOf(row);
      if (outcome === 'differing') differing.push(differenceOf(row, fields));
      else counts[outcome] += 1;
      compared += 1;
      if (compared % PAGE === 0) onTps?.(compared);
    }
    return { contest, ...counts, differing };
  }

  /** What speaks against our own results in the forms of these TPS. */
  async differencesAt(code: ContestCode, tps: readonly string[]): Promise<TpsDifference[]> {
    if (tps.length === 0) return [];
    await this.contests.load();
    const ids = this.contests.all().flatMap((contest) => (contest.code === code ? contest.id : []));
    const rows = await this.forms.besideResults({ code, ids, after: '', limit: tps.length, tps });
    return rows.flatMap((row) => {
      const { outcome, fields } = comparisonOf(row);
      return outcome === 'differing' ? differenceOf(row, fields) : [];
    });
  }

  private async *rows(name: string): AsyncGenerator<BesideResult> {
    await this.contests.load();
    const named = this.contests.all().filter(({ id, code }) => id === name || code === name);
    const { success: isCode, data: code = named[0]?.code } = ContestCode.safeParse(name);
    if (code === undefined) throw new ApiError('contest-not-found');
    const wanted: Omit<Beside, 'after'> = { code, ids: named.map(({ id }) => id), limit: PAGE };
    let page: BesideResult[];
    let after = '';
    do {
      page = await this.forms.besideResults({ ...wanted, after });
      for (const row of page) if (isCode || isWithin(named, row.tps)) yield row;
      after = page.at(-1)?.tps ?? after;
    } while (page.length === PAGE);
  }
}

function isWithin(contests: readonly Contest[], tps: string): boolean {
  return contests.some((contest) => isOf(contest, tps));
}

function comparisonOf({ ours, theirs }: BesideResult): FormComparison {
  return compareForms(ours === null ? null : countedForm(unpacked(ours)), theirs);
}

function differenceOf({ tps, ours, ts }: BesideResult, fields: readonly FieldDifference[]): TpsDifference {
  return { tps, code: 'W209', state: ours?.state ?? 'empty', ts: ts ?? '', fields };
}

import { Injectable } from '@nestjs/common';
import type { RecapList, RecapPart, RecapResponse } from '@posko/contracts';
import {
  PROFILES,
  RECAP_LEVELS,
  compareRecap,
  emptyRecap,
  faultsOf,
  isOf,
  isoTime,
  reserveOf,
  strainsOf,
} from '@posko/domain';
import type { Recap, RecapFigures } from '@posko/domain';
import { ClockService } from '../platform/clock/clock.service';
import { RegisterHolder } from '../platform/register/register-holder';
import { CountedRepository } from './counted.repository';
import type { CountedPart } from './counted.repository';
import { partCodes } from './recap.service';
import type { RecapPlace } from './recap.service';
import { RecapRepository } from './recap.repository';

const DIGITS = { kecamatan: 13, kabupaten: 6, provinsi: 4 } as const;

/** A recapitulation beside the tier below it, from the tables: true as of the last commit. */
@Injectable()
export class RecapReader {
  constructor(
    private readonly recaps: RecapRepository,
    private readonly counted: CountedRepository,
    private readonly register: RegisterHolder,
    private readonly clock: ClockService,
  ) {}

  async recap(place: RecapPlace): Promise<RecapResponse> {
    const { contest, region, index } = place;
    const { tree } = this.register.current();
    const state = await this.recaps.one(contest.id, region);
    const recap = state?.recap ?? emptyRecap(contest.id, region);
    const parts = await this.parts(place);
    const outstanding = await this.outstanding(place);
    const { dHasil } = recap;
    return {
      seq: state?.lastSeq ?? 0,
      at: isoTime(this.clock.now()),
      path: tree.pathOf(index).map((one) => tree.refOf(one)),
      recap,
      faults: dHasil === null ? [] : faultsOf(dHasil),
      differences: dHasil === null ? [] : compareRecap(dHasil, figuresOf(parts)),
      strains: dHasil === null ? [] : await this.strains(place, dHasil.figures, outstanding),
      outstanding: { missing: outstanding.missing, capacity: outstanding.capacity },
      parts,
    };
  }

  /** Every plenary of the contest at the region and below, the region first. */
  async list({ contest, region }: RecapPlace): Promise<RecapList> {
    const { tree } = this.register.current();
    const known = new Map(
      (await this.recaps.within(contest.id, region)).map((recap) => [recap.region as string, recap]),
    );
    const indexes = tree.codes.flatMap((code, index) => {
      const hasPlenary = RECAP_LEVELS.some((level) => level === tree.levels[index]);
      return hasPlenary && code.startsWith(region) && isOf(contest, code) ? [index] : [];
    });
    const rows = indexes.map((index) => {
      const recap = known.get(tree.codeOf(index)) ?? emptyRecap(contest.id, region);
      return {
        ...tree.refOf(index),
        ...lineOf(recap),
        hasFault: recap.dHasil !== null && faultsOf(recap.dHasil).length > 0,
      };
    });
    return { contest: contest.id, rows };
  }

  /** The tier below: what its own plenaries adopted, else what its forms add up to. */
  private async parts({ contest, region, index }: RecapPlace): Promise<RecapPart[]> {
    const { tree } = this.register.current();
    const level = tree.levels[index];
    const digits = level === 'provinsi' || level === 'kabupaten' || level === 'kecamatan' ? DIGITS[level] : 13;
    const counted = new Map((await this.counted.parts(contest.id, region, digits)).map((part) => [part.code, part]));
    const adopted = new Map(
      (await this.recaps.within(contest.id, region)).map((recap) => [recap.region as string, recap]),
    );
    return partCodes(tree, index).map((code): RecapPart => {
      const below = tree.indexOf(code);
      const forms = counted.get(code);
      const place =
        below < 0
          ? { name: code, expected: 1, status: null }
          : {
              name: tree.nameOf(below),
              expected: tree.count[below] ?? 0,
              status: adopted.get(code)?.status ?? 'awaited',
            };
      const { name, expected, status } = place;
      const tps = { expected, counted: forms?.tps ?? 0 };
      return { code, name, tps, status, ...belowOf(adopted.get(code), forms) };
    });
  }

  private async outstanding({ contest, region, index }: RecapPlace): Promise<Missing> {
    const { tree, dptL, dptP } = this.register.current();
    const counted = await this.counted.counted(contest.id, region);
    const [first, count] = [tree.first[index] ?? 0, tree.count[index] ?? 0];
    let [missing, capacity] = [0, 0];
    for (let position = first; position < first + count; position++) {
      if (counted.has(tree.tpsCodeAt(position))) continue;
      const dpt = (dptL[position] ?? 0) + (dptP[position] ?? 0);
      missing += 1;
      capacity += dpt + reserveOf(dpt, PROFILES[contest.profile]);
    }
    return { missing, capacity, counted: counted.size };
  }

  private async strains({ contest, region }: RecapPlace, figures: RecapFigures, missing: Missing) {
    const spreads = await this.counted.spreads(contest.id, region);
    return strainsOf({ figures, spreads, ...missing });
  }
}

interface Missing {
  readonly missing: number;
  readonly capacity: number;
  readonly counted: number;
}

/** What a plenary adopted goes before what the forms add up to. */
function belowOf(recap?: Recap, forms?: CountedPart): Pick<RecapPart, 'source' | 'figures'> {
  const dHasil = recap?.dHasil ?? null;
  if (dHasil !== null) return { source: 'dHasil', figures: dHasil.figures };
  return { source: 'cHasil', figures: forms?.figures ?? null };
}

function figuresOf(parts: readonly RecapPart[]): Record<string, RecapFigures> {
  return Object.fromEntries(parts.flatMap(({ code, figures }) => (figures === null ? [] : [[code, figures] as const])));
}

function lineOf(
  recap: Recap,
): Pick<RecapList['rows'][number], 'status' | 'version' | 'openedAt' | 'corrections' | 'openObjections'> {
  return {
    status: recap.status,
    version: recap.version,
    openedAt: recap.openedAt,
    corrections: recap.corrections.length,
    openObjections: recap.objections.filter(({ answer }) => answer === null).length,
  };
}

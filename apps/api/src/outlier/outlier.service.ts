import { Injectable } from '@nestjs/common';
import type { OutlierList, OutlierQuery, OutlierRow } from '@posko/contracts';
import {
  OUTLIER_FALSE_ALARMS,
  isOf,
  kecamatanOf,
  neighboursOf,
  outliersOf,
  photoOutlier,
  sameVectors,
  urgencyOf,
  vectorOutlier,
} from '@posko/domain';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ApiError } from '../platform/http/api-error';
import { RegisterHolder } from '../platform/register/register-holder';
import { OutlierRepository } from './outlier.repository';
import type { FormRow } from './outlier.repository';

const KECAMATAN_DIGITS = 6;

/** Orders the second look: reads the forms as they are now and keeps nothing. */
@Injectable()
export class OutlierService {
  constructor(
    private readonly repository: OutlierRepository,
    private readonly contests: ContestHolder,
    private readonly register: RegisterHolder,
  ) {}

  async list(name: string, { region, reason, limit }: OutlierQuery): Promise<OutlierList> {
    const { tree } = this.register.current();
    const level = tree.levels[tree.indexOf(region)];
    if (level === undefined || level === 'provinsi' || level === 'nasional') throw new ApiError('region-not-found');
    const contest = this.contests.find(name, region);
    if (!isOf(contest, region)) throw new ApiError('contest-not-found');
    // A desa is read beside its whole kecamatan: that is what it is held against.
    const forms = await this.repository.forms(contest.id, region.slice(0, KECAMATAN_DIGITS));
    const shared = await this.repository.sharedPhotos(forms.flatMap(({ photos }) => photos));
    const inKecamatan = Map.groupBy(forms, ({ tps }) => tps.slice(0, KECAMATAN_DIGITS));
    const rows = [...inKecamatan.values()].flatMap((group) => rowsOf(group, shared));
    const own = rows.filter(({ tps }) => tps.startsWith(region));
    const found = own.filter(({ findings }) => findings.some((one) => reason === undefined || one.reason === reason));
    found.sort((a, b) => b.urgency - a.urgency || (a.tps < b.tps ? -1 : 1));
    return {
      contest: contest.id,
      forms: own.length,
      found: found.length,
      rows: found.slice(0, limit),
      falseAlarms: OUTLIER_FALSE_ALARMS,
    };
  }
}

/** Everything found about the forms of one kecamatan; also of those about which nothing was. */
function rowsOf(group: readonly FormRow[], shared: ReadonlyMap<string, readonly string[]>): OutlierRow[] {
  const usual = kecamatanOf(group.map(({ form }) => form));
  const vectors = sameVectors(group);
  return group.map(({ tps, state, form, photos }) => {
    const findings = [
      ...outliersOf(form, usual, neighboursOf(tps, group)),
      ...vectorOutlier(vectors.get(tps)),
      ...photoOutlier(new Set(photos.flatMap((photo) => shared.get(photo) ?? []).filter((other) => other !== tps))),
    ];
    return { tps, state, urgency: urgencyOf(findings), findings: findings.map(copied) };
  });
}

function copied({ fields, tps, ...rest }: ReturnType<typeof outliersOf>[number]): OutlierRow['findings'][number] {
  return { ...rest, fields: [...fields], tps: [...tps] };
}

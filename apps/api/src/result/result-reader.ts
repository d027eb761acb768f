import { Injectable } from '@nestjs/common';
import type { ResultList, ResultQuery, ResultResponse } from '@posko/contracts';
import { blindedRow } from '@posko/contracts';
import { PROFILES, blinded, checkForm, currentPhotos, desaCodeOf, emptyResult, isoTime } from '@posko/domain';
import type { Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { ClockService } from '../platform/clock/clock.service';
import { ContestHolder } from '../platform/contest/contest-holder';
import { JournalRepository } from '../platform/journal/journal.repository';
import { RegisterHolder } from '../platform/register/register-holder';
import { ResultRepository } from '../platform/result/result.repository';
import { lineageOf } from './lineage';
import { ResultListRepository } from './result-list.repository';
import type { ResultPlace } from './result.service';

/** Results as they stand, read from the tables: true as of the last commit. */
@Injectable()
export class ResultReader {
  constructor(
    private readonly results: ResultRepository,
    private readonly lists: ResultListRepository,
    private readonly journal: JournalRepository,
    private readonly contests: ContestHolder,
    private readonly register: RegisterHolder,
    private readonly clock: ClockService,
  ) {}

  async one({ contest, tps }: ResultPlace, person: Person): Promise<ResultResponse> {
    const { seq } = await this.journal.head();
    const [record, entries] = await Promise.all([this.results.one(contest.id, tps), this.journal.about(tps)]);
    const result = blinded(record?.result ?? emptyResult(contest.id, tps), person);
    const hasPaper = result.form !== null || currentPhotos(result).length > 0;
    const findings = checkForm(result.form, PROFILES[contest.profile], hasPaper);
    const { tree } = this.register.current();
    return {
      seq,
      at: isoTime(this.clock.now()),
      path: tree
        .pathOf(tree.indexOf(desaCodeOf(tps)))
        .reverse()
        .map((region) => tree.refOf(region)),
      result,
      findings: findings.map((finding) => ({ ...finding, fields: [...finding.fields] })),
      lineage: lineageOf(entries, contest.id),
    };
  }

  async list(name: string, query: ResultQuery, person: Person): Promise<ResultList> {
    const { region = person.scope, limit, ...filter } = query;
    requirePermission(person, 'result.read', region);
    const contest = this.contests.get(name) ?? this.contests.find(name, region);
    const { seq } = await this.journal.head();
    const place = this.register.widest(region);
    const rows = await this.lists.page({ ...filter, limit, contest: contest.id, region: place });
    return { seq, contest: contest.id, rows: rows.slice(0, limit).map(blindedRow), more: rows.length > limit };
  }
}

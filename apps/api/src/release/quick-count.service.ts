import { Injectable } from '@nestjs/common';
import type { QuickCountList, QuickCountRequest } from '@posko/contracts';
import { besideCount, isoTime, sharesFault } from '@posko/domain';
import { invalidRequest } from '../platform/http/api-error';
import { requestHash } from '../platform/journal/chain';
import type { NewEntry } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';
import type { BriefedArea } from './briefed-area';
import { BriefingService } from './briefing.service';
import { QuickCountRepository } from './quick-count.repository';
import { quickCountRowOf } from './release.replayer';
import type { Maker } from './release.service';

/** The realistic case says nothing of quick counts: any swing does. */
const NO_SWING = 0;

/** What institutes say, beside what is counted. All of it is kept; of each institute the latest counts. */
@Injectable()
export class QuickCountService {
  constructor(
    private readonly quickCounts: QuickCountRepository,
    private readonly briefings: BriefingService,
    private readonly writer: JournalWriter,
  ) {}

  async list(area: BriefedArea): Promise<QuickCountList> {
    const { contest } = area;
    const rows = await this.quickCounts.of(contest.id);
    const { region } = await this.briefings.current(area, NO_SWING);
    const votes = region.votes.parties ?? region.votes.options;
    const told = new Set<string>();
    return {
      contest: contest.id,
      rows: rows.map(({ id, figures, enteredBy, enteredAt }) => {
        const isLatest = !told.has(figures.institute);
        told.add(figures.institute);
        const lines = besideCount(figures, votes);
        return { id, ...figures, enteredAt: isoTime(enteredAt), enteredBy, isLatest, lines };
      }),
    };
  }

  async enter(
    area: BriefedArea,
    { id, ...figures }: QuickCountRequest,
    { person, actor }: Maker,
  ): Promise<{ list: QuickCountList; isRepeat: boolean }> {
    this.briefings.require(person, 'quickCount.enter', area);
    const { contest } = area;
    const fault = sharesFault(figures.shares, contest);
    if (fault !== null) throw invalidRequest([{ path: 'shares', message: fault }]);
    const command = { id, requestHash: requestHash('quickCount.enter', contest.id, { ...figures, by: person.id }) };
    const { isRepeat } = await this.writer.transact(command, async (manager, place) => {
      const body = { quickCount: id, contest: contest.id, figures, actor };
      await this.quickCounts.insert(manager, quickCountRowOf({ ...place, body }));
      return { kind: 'quickCount.entered.v1', subject: area.top, body } satisfies NewEntry;
    });
    this.briefings.forget(area);
    return { list: await this.list(area), isRepeat };
  }
}

import { Injectable } from '@nestjs/common';
import type { DiscardRequest, DraftCommand, GiveOutRequest, ReleaseSummary } from '@posko/contracts';
import { isoTime } from '@posko/domain';
import type { Actor, JournalBody, Person } from '@posko/domain';
import { BlobStore } from '../platform/blob/blob-store';
import { ApiError } from '../platform/http/api-error';
import { requestHash } from '../platform/journal/chain';
import type { NewEntry } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';
import { PauseReader } from '../platform/publication/pause-reader';
import { BriefingService } from './briefing.service';
import { canonicalJson } from './canonical-json';
import { ReleaseDetail } from './release-detail';
import { discardedState, draftedState, releasedState } from './release-state';
import type { ReleaseState } from './release-state';
import { ReleaseRepository } from './release.repository';
import type { Transaction } from './release.repository';

/** Who acts, in which role and from where. */
export interface Maker {
  readonly person: Person;
  readonly actor: Actor;
}

interface Answered {
  readonly release: ReleaseSummary;
  readonly isRepeat: boolean;
}

/** One freezes a release, a second one gives it out. Answered once it is in the journal and on disk. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly briefings: BriefingService,
    private readonly details: ReleaseDetail,
    private readonly writer: JournalWriter,
    private readonly blobs: BlobStore,
    private readonly pauses: PauseReader,
  ) {}

  /**
   * The figures are those of one snapshot of the database, taken before the journal's lock: nobody waits while they are added up.
   * Only its number is known no sooner than under the lock.
   */
  async draft({ id, contest, swing }: DraftCommand, { person, actor }: Maker): Promise<Answered> {
    const area = this.briefings.area(contest);
    this.briefings.require(person, 'release.make', area);
    const briefing = await this.briefings.exact(area, swing);
    const command = { id, requestHash: requestHash('release.draft', contest, { swing, by: person.id }) };
    const { isRepeat, entry } = await this.writer.transact(command, async (manager, place) => {
      const number = await this.releases.nextNumber(manager);
      const bytes = Buffer.from(canonicalJson({ ...briefing, number }));
      const file = await this.blobs.put(manager, bytes);
      const { seq: upTo, at: asOf } = briefing;
      const body = { release: id, number, contest, upTo, asOf, file, bytes: bytes.length, actor };
      await this.releases.save(manager, draftedState({ ...place, body }));
      return { kind: 'release.drafted.v1', subject: area.top, body } satisfies NewEntry;
    });
    return { release: await this.told((entry.body as JournalBody<'release.drafted.v1'>).number), isRepeat };
  }

  /** PDF and picture are made from the frozen bytes before the lock; the file itself is given out as it was frozen. */
  async giveOut(number: number, { id }: GiveOutRequest, { person, actor }: Maker): Promise<Answered> {
    const known = await this.known(number, person);
    if (known.draftedBy.id === person.id) throw new ApiError('own-request');
    const forms = known.status === 'draft' ? await this.forms(known) : null;
    const command = { id, requestHash: requestHash('release.giveOut', String(number), { by: person.id }) };
    const { isRepeat } = await this.writer.transact(command, async (manager, place) => {
      const state = await this.draftStill(manager, number);
      // Drafts do not come back: whoever finds one now found one before.
      if (forms === null) throw new ApiError('release-transition', { status: state.status });
      // Whoever is quoted it must find it, and the public sees nothing new until publication goes on.
      const pause = await this.pauses.current(manager);
      if (pause !== null) throw new ApiError('publication-paused', { since: pause.since });
      const [pdf, png] = [await this.blobs.put(manager, forms.pdf), await this.blobs.put(manager, forms.png)];
      const files = { json: state.sha256, pdf, png };
      const body = { release: state.id, number, contest: state.contest, files, actor };
      await this.releases.save(manager, releasedState(state, { ...place, body }));
      return { kind: 'release.released.v1', subject: this.subjectOf(state), body } satisfies NewEntry;
    });
    return { release: await this.told(number), isRepeat };
  }

  /** Anyone who may make releases, whoever drafted it; its number stays taken. */
  async discard(number: number, { id, reason }: DiscardRequest, { person, actor }: Maker): Promise<Answered> {
    await this.known(number, person);
    const command = { id, requestHash: requestHash('release.discard', String(number), { reason, by: person.id }) };
    const { isRepeat } = await this.writer.transact(command, async (manager, place) => {
      const state = await this.draftStill(manager, number);
      const body = { release: state.id, number, contest: state.contest, reason, actor };
      await this.releases.save(manager, discardedState(state, { ...place, body }));
      return { kind: 'release.discarded.v1', subject: this.subjectOf(state), body } satisfies NewEntry;
    });
    return { release: await this.told(number), isRepeat };
  }

  private async known(number: number, person: Person): Promise<ReleaseState> {
    const state = await this.releases.byNumber(number);
    if (state === null) throw new ApiError('release-not-found');
    this.briefings.require(person, 'release.make', this.briefings.area(state.contest));
    return state;
  }

  private async draftStill(manager: Transaction, number: number): Promise<ReleaseState> {
    const state = await this.releases.byNumber(number, manager);
    if (state === null) throw new ApiError('release-not-found');
    if (state.status === 'draft') return state;
    const since = state.decidedAt === null ? null : isoTime(state.decidedAt);
    throw new ApiError('release-transition', { status: state.status, since });
  }

  private async forms({ sha256 }: ReleaseState): Promise<{ pdf: Buffer; png: Buffer }> {
    const forms = await this.details.forms(sha256, null);
    return { pdf: await forms.pdf(), png: await forms.png() };
  }

  private subjectOf({ contest }: ReleaseState): string {
    return this.briefings.area(contest).top;
  }

  private async told(number: number): Promise<ReleaseSummary> {
    const state = await this.releases.byNumber(number);
    if (state === null) throw new ApiError('release-not-found');
    return this.details.summary(state);
  }
}

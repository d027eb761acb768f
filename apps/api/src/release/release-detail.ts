import { Inject, Injectable } from '@nestjs/common';
import { ReleaseFile } from '@posko/contracts';
import type { ReleaseFormat, ReleaseList, ReleaseQuery, ReleaseResponse, ReleaseSummary } from '@posko/contracts';
import { may } from '@posko/domain';
import type { Person } from '@posko/domain';
import { LRUCache } from 'lru-cache';
import { BlobStore } from '../platform/blob/blob-store';
import { SERVER_OPTIONS } from '../platform/config';
import type { ServerOptions } from '../platform/config';
import { ContestHolder } from '../platform/contest/contest-holder';
import { ApiError } from '../platform/http/api-error';
import { correctedTps } from '../platform/release/release-corrections';
import { ReleaseReader } from '../platform/release/release-reader';
import { BriefingService } from './briefing.service';
import type { Mark } from './form/paper-terms';
import { ReleaseForms } from './form/release-forms';
import { summaryOf } from './release-state';
import type { ReleaseState } from './release-state';
import { ReleaseRepository } from './release.repository';

/** A form of a release as it is handed out. */
export interface FormBytes {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const MEDIA_TYPES: Readonly<Record<ReleaseFormat, string>> = {
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
};

/** Forms held, at about a hundred kilobytes each. */
const DRAWN = 30;

const MARKS = { draft: 'DRAF', released: null, discarded: 'DIBATALKAN' } as const;

/** Releases as those see them who may. */
@Injectable()
export class ReleaseDetail {
  /** Drafts are looked at again and again before they are given out; a page takes most of a second to draw. */
  private readonly drawn = new LRUCache<string, Promise<Buffer>>({ max: DRAWN });

  constructor(
    private readonly releases: ReleaseRepository,
    private readonly briefings: BriefingService,
    private readonly reader: ReleaseReader,
    private readonly contests: ContestHolder,
    private readonly blobs: BlobStore,
    @Inject(SERVER_OPTIONS) private readonly options: Pick<ServerOptions, 'publicationUrl'>,
  ) {}

  /** Of contests all of whose area the person may read. */
  async list(person: Person, { contest, limit }: ReleaseQuery): Promise<ReleaseList> {
    const own = this.contests.all().filter(({ id }) => {
      const { places } = this.briefings.area(id);
      return places.every((place) => may(person, 'release.read', place)) && (contest === undefined || id === contest);
    });
    const states = await this.releases.list(
      own.map(({ id }) => id),
      limit,
    );
    return { rows: await this.summaries(states) };
  }

  async one(number: number, person: Person): Promise<ReleaseResponse> {
    const state = await this.known(number, person);
    const [corrections = []] = await this.reader.corrections([state]);
    const file = ReleaseFile.parse(JSON.parse((await this.blobs.get(state.sha256)).toString('utf8')));
    return { release: this.told(state, correctedTps(corrections)), file, corrections };
  }

  /** As it was given out, byte for byte; of what was not, made now and marked as such. */
  async form(number: number, format: ReleaseFormat, person: Person): Promise<FormBytes> {
    const state = await this.known(number, person);
    const name = `rilis-${number}.${format}`;
    return { name, mediaType: MEDIA_TYPES[format], bytes: await this.bytes(state, format) };
  }

  /** Made now, of a file that was frozen; they name its permanent page where there is one. */
  async forms(sha256: string, mark: Mark): Promise<ReleaseForms> {
    const { publicationUrl } = this.options;
    return new ReleaseForms(await this.blobs.get(sha256), { mark, sha256, publicationUrl });
  }

  async summary(state: ReleaseState): Promise<ReleaseSummary> {
    const [corrections = []] = await this.reader.corrections([state]);
    return this.told(state, correctedTps(corrections));
  }

  private async summaries(states: readonly ReleaseState[]): Promise<ReleaseSummary[]> {
    const corrections = await this.reader.corrections(states);
    return states.map((state, index) => this.told(state, correctedTps(corrections[index] ?? [])));
  }

  private told(state: ReleaseState, corrections: number): ReleaseSummary {
    return summaryOf(state, { contestName: this.contests.get(state.contest)?.name ?? state.contest, corrections });
  }

  private async bytes({ sha256, files, status }: ReleaseState, format: ReleaseFormat): Promise<Buffer> {
    if (format === 'json') return this.blobs.get(sha256);
    if (files !== null && format !== 'svg') return this.blobs.get(files[format]);
    const key = `${sha256} ${format} ${status}`;
    const known = this.drawn.get(key);
    if (known !== undefined) return known;
    const drawn = this.draw(await this.forms(sha256, MARKS[status]), format);
    this.drawn.set(key, drawn);
    drawn.catch(() => this.drawn.delete(key));
    return drawn;
  }

  private async draw(forms: ReleaseForms, format: 'pdf' | 'png' | 'svg'): Promise<Buffer> {
    if (format === 'svg') return Buffer.from(forms.svg());
    return format === 'pdf' ? forms.pdf() : forms.png();
  }

  private async known(number: number, person: Person): Promise<ReleaseState> {
    const state = await this.releases.byNumber(number);
    if (state === null) throw new ApiError('release-not-found');
    this.briefings.require(person, 'release.read', this.briefings.area(state.contest));
    return state;
  }
}

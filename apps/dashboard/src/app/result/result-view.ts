import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import { tpsNumberOf } from '@posko/domain';
import {
  Icon,
  Panel,
  VERIFY_TABS,
  formMessages,
  injectFormats,
  injectText,
  regionName,
  resultMessages,
  ruleMessages,
} from '@posko/ui';
import { Blank } from '../shell/blank';
import { textsOf } from '../shell/form-figures';
import { formLayout } from '../shell/form-layout';
import { FormSheet } from '../shell/form-sheet';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { PhotoField } from '../shell/photo-field';
import { PhotoUploadStore, withSent } from '../shell/photo-upload-store';
import { SessionStore } from '../shell/session-store';
import { PhotoThumbs } from './photo-thumbs';
import { ResultCorrections } from './result-corrections';
import { ResultLineage } from './result-lineage';
import { ResultStore } from './result-store';
import { readerOf, reasonsOf, remarksOf, wordsOf } from './result-words';

const TROUBLE = new Set(['differing', 'held', 'withdrawn']);

/** One result: where it stands and why, the form as it was read, the photos, and how it came about. */
@Component({
  selector: 'posko-result-view',
  imports: [
    Blank,
    FormSheet,
    Icon,
    PageHead,
    Panel,
    PhotoField,
    PhotoThumbs,
    ResultCorrections,
    ResultLineage,
    RouterLink,
  ],
  providers: [PhotoUploadStore, ResultStore],
  templateUrl: './result-view.html',
  styleUrl: './result-view.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResultView implements OnInit {
  readonly contest = input.required<string>();
  readonly tps = input.required<string>();

  protected readonly store = inject(ResultStore);
  private readonly session = inject(SessionStore);
  private readonly uploads = inject(PhotoUploadStore);
  protected readonly t = injectText(resultMessages, ruleMessages, formMessages);
  protected readonly formats = injectFormats();
  protected readonly path = computed(() =>
    (this.store.detail()?.path ?? []).map(({ code, name, level }) => ({ code, name: regionName(name, level) })),
  );
  protected readonly heading = computed(() =>
    this.t('result.heading', { number: tpsNumberOf(this.tps()), desa: this.path().at(-1)?.name ?? '' }),
  );
  protected readonly detail = computed(() => `${this.store.contest()?.name ?? this.contest()} · ${this.tps()}`);
  protected readonly result = computed(() => this.store.detail()?.result ?? null);
  protected readonly isTrouble = computed(() => TROUBLE.has(this.result()?.state ?? ''));
  protected readonly reasons = computed(() => {
    const result = this.result();
    return result === null ? [] : reasonsOf(result, this.t);
  });
  protected readonly remarks = computed(() => {
    const result = this.result();
    return result === null ? [] : remarksOf(result, this.t);
  });
  protected readonly words = computed(() => {
    const result = this.result();
    return result === null ? [] : wordsOf(result, this.t);
  });
  protected readonly canAddPhotos = computed(() => this.session.may('result.enter'));
  /** Photos to be shown small; whoever may send some sees those that count beside the buttons, and here the old ones only. */
  protected readonly thumbs = computed(() => {
    const result = this.result();
    if (result === null || !this.canAddPhotos()) return result?.photos ?? [];
    const old = withSent(result.photos, this.uploads.sent(), result).filter(({ replacedBy }) => replacedBy !== null);
    return old.length > 0 ? old : null;
  });
  protected readonly reader = computed(() => readerOf(this.session.person()?.role));
  protected readonly layout = computed(() => {
    const contest = this.store.contest();
    return contest === null ? [] : formLayout(contest);
  });
  protected readonly texts = computed(() => {
    const form = this.result()?.form ?? null;
    return form === null || this.store.contest() === null ? null : textsOf(form);
  });
  protected readonly marked = computed(() => new Set(this.result()?.differences ?? []));
  protected readonly failure = computed(() => {
    const failure = this.store.read.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly lineageHeading = computed(() =>
    this.t('result.lineage', { n: this.store.detail()?.lineage.length ?? 0 }),
  );
  /** Where a verifier takes it up; null for whoever may not. */
  protected readonly verify = computed(() => {
    const result = this.result();
    if (result === null || !this.session.may('result.review')) return null;
    const tab = result.state === 'corrected' ? 'published' : VERIFY_TABS.find((one) => one === result.state);
    return tab === undefined ? null : { contest: result.contest, tps: result.tps, tab };
  });

  constructor() {
    usePageTitle(() => this.heading());
  }

  ngOnInit(): void {
    this.store.open(this.contest(), this.tps());
  }
}

import {
  ChangeDetectionStrategy,
  Component,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
  Injector,
} from '@angular/core';
import { isError, isOf, isTpsSubject } from '@posko/domain';
import { Icon, entryMessages, formMessages, incidentIcons, injectText } from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import { FormSheet } from '../shell/form-sheet';
import { usePageTitle } from '../shell/page-title';
import { PhotoField } from '../shell/photo-field';
import { PhotoUploadStore } from '../shell/photo-upload-store';
import { PhotoViewer } from '../shell/photo-viewer';
import { Places } from '../shell/places';
import { SearchIndex } from '../shell/search-index';
import { SuggestField } from '../shell/suggest-field';
import type { Suggestion } from '../shell/suggest-field';
import type { UnsentEntry } from '../shell/entry-outbox';
import { EntryOutcome } from './entry-outcome';
import { EntryPhotos } from './entry-photos';
import { EntryStore } from './entry-store';
import type { SavedForm } from './entry-store';
import { EntryTps } from './entry-tps';
import { EntryWork } from './entry-work';

/** Types the forms of TPS after TPS, by keyboard alone, as they stand on the paper. What others read is not shown here. */
@Component({
  selector: 'posko-entry-page',
  imports: [EntryOutcome, EntryTps, FormSheet, Icon, PhotoField, PhotoViewer, SuggestField],
  providers: [EntryPhotos, EntryStore, EntryWork, PhotoUploadStore],
  templateUrl: './entry-page.html',
  styleUrl: './entry-page.scss',
  host: { '(keydown)': 'onKey($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EntryPage {
  /** `?contest=pkwkp-35&tps=3578041001012`: what is typed first. */
  readonly contest = input<string>();
  readonly tps = input<string>();

  protected readonly store = inject(EntryStore);
  protected readonly photos = inject(EntryPhotos);
  protected readonly places = inject(Places);
  private readonly tree = inject(BoardStore).tree;
  private readonly injector = inject(Injector);
  protected readonly t = injectText(entryMessages, formMessages);
  protected readonly icons = incidentIcons;
  private readonly placeField = viewChild(SuggestField);
  private readonly sheet = viewChild(FormSheet);

  /** What is being typed into the place field; null while it shows what was chosen. */
  private readonly sought = signal<string | null>(null);
  protected readonly complaint = signal('');
  private readonly index = computed(() => {
    const tree = this.tree();
    return tree === null ? null : new SearchIndex(tree);
  });
  protected readonly area = computed(() => this.store.work.region() ?? '');
  protected readonly placeText = computed(() => this.sought() ?? this.places.nameOf(this.store.tps() ?? this.area()));
  protected readonly isChosen = computed(() => this.sought() === null && this.store.tps() !== null);
  protected readonly suggestions = computed<Suggestion[]>(() => {
    const [text, contest] = [this.sought() ?? '', this.store.contest()];
    const contests = this.store.contests() ?? [];
    // A regent's contest follows the TPS: whichever of its kind has the place will do.
    const kin = contests.filter(({ code }) => code === contest?.code);
    return (this.index()?.find(text) ?? [])
      .filter(({ level, code }) => ['tps', 'desa', 'kecamatan'].includes(level) && kin.some((one) => isOf(one, code)))
      .map(({ code, place, level }) => ({
        key: code,
        title: this.places.nameOf(code),
        detail: place,
        aside: level === 'tps' ? code : this.t(`level.${level}`),
      }));
  });
  protected readonly placeRemark = computed(() => {
    const [sought, tps] = [this.sought(), this.store.tps()];
    if (sought === null) return tps === null ? '' : `${this.places.whereOf(tps)} · ${tps}`;
    if (sought.trim().length < 2) return '';
    const { length } = this.suggestions();
    return this.t(length === 0 ? 'entry.noneFound' : 'entry.found', { n: length });
  });
  protected readonly counts = computed(() => {
    const findings = this.store.findings();
    const errors = findings.filter(({ code }) => isError(code)).length;
    return { errors, warnings: findings.length - errors };
  });
  protected readonly isAllDone = computed(() => {
    const { tps, done } = this.store.work;
    return this.store.tps() === null && tps().length > 0 && done() === tps().length;
  });
  protected readonly workFailure = computed(() => {
    const failure = this.store.work.failure();
    return failure === null ? '' : this.t('entry.workFailed', { why: this.t(`error.${failure.code}`) });
  });
  protected readonly contestFailure = computed(() => {
    const failure = this.store.contestFailure();
    return failure === null ? '' : this.t(`error.${failure.code}`);
  });

  constructor() {
    usePageTitle(() => this.t('entry.title'));
    effect(() => {
      if (this.store.contests() === null || this.tree() === null) return;
      const wanted = { contest: this.contest(), tps: this.tps() };
      untracked(() => {
        this.store.begin(wanted);
        this.goOn();
      });
    });
    // Whatever opened it: another TPS begins at its first field.
    effect(() => {
      if (this.store.tps() !== null) untracked(() => this.goOn());
    });
  }

  protected chooseContest(event: Event): void {
    this.store.chooseContest((event.target as HTMLSelectElement).value);
    this.goOn();
  }

  protected seek(text: string): void {
    this.sought.set(text);
  }

  protected choose({ key }: Suggestion): void {
    this.sought.set(null);
    this.store.choose(key);
    if (isTpsSubject(key)) this.goOn();
  }

  protected open(tps: string): void {
    this.sought.set(null);
    this.store.open(tps, this.area());
  }

  /** Enter on what was chosen before: on to the figures. */
  protected enterPlace(): void {
    if (this.isChosen()) this.sheet()?.focus();
  }

  protected async save(): Promise<void> {
    const isLacking = this.store.isBlank();
    this.complaint.set(isLacking ? this.t('entry.blank') : '');
    if (isLacking) {
      this.goOn();
      return;
    }
    await this.store.save();
    this.goOn();
  }

  protected clear(): void {
    this.store.clear();
    this.goOn();
  }

  protected reopen(form: SavedForm): void {
    this.store.reopen(form);
    this.goOn();
  }

  protected mend(entry: UnsentEntry): void {
    this.store.mend(entry);
    this.goOn();
  }

  protected onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.save();
    } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.store.beside(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.altKey && event.code === 'KeyP') {
      event.preventDefault();
      this.placeField()?.focus();
    }
  }

  /** To the first figure of a form, or to the choice of a TPS, once it is there. */
  private goOn(): void {
    afterNextRender(
      () => {
        const sheet = this.sheet();
        if (sheet === undefined) this.placeField()?.focus();
        else sheet.focus();
      },
      { injector: this.injector },
    );
  }
}

import { ChangeDetectionStrategy, Component, DOCUMENT, computed, effect, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PublishedContest } from '@posko/contracts';
import { Language, injectFormats, injectWords, portalMessages, regionName } from '@posko/ui';
import { IndexStore } from '../shell/index-store';
import { ProgressPanel } from '../shell/progress-panel';
import { ShareLink } from '../shell/share-link';
import { VotesList } from '../shell/votes-list';
import { VotesSum } from '../shell/votes-sum';
import { OutcomeList } from './outcome-list';
import { ProblemList } from './problem-list';
import { QuickCountTable } from './quick-count-table';
import { ReleaseStore } from './release-store';

/** Options with a column each in the table of regions; of more, the sum of valid votes is enough. */
const MOST_OPTIONS = 5;

/** A release, for good: what was said to the press, as of when, and what was corrected since. */
@Component({
  selector: 'posko-release-page',
  imports: [OutcomeList, ProblemList, ProgressPanel, QuickCountTable, RouterLink, ShareLink, VotesList, VotesSum],
  templateUrl: './release-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReleasePage {
  private readonly index = inject(IndexStore);
  private readonly store = inject(ReleaseStore);
  private readonly document = inject(DOCUMENT);
  private readonly language = inject(Language);
  protected readonly t = injectWords(portalMessages);
  protected readonly formats = injectFormats();
  readonly number = input.required<string>();

  protected readonly ref = computed(() => {
    const number = Number(this.number());
    return this.index.index()?.releases.find((release) => release.number === number) ?? null;
  });
  protected readonly isMissing = computed(() => this.index.index() !== null && this.ref() === null);
  private readonly address = computed(() => this.ref()?.file);
  protected readonly file = resource({
    // Equal by number: the index is another object every few seconds, the release is the same for ever.
    params: () => this.address(),
    loader: ({ params }) => this.store.read({ number: Number(this.number()), file: params }),
  });
  protected readonly shown = computed(() => {
    if (!this.file.hasValue()) return null;
    const { file } = this.file.value();
    const contest: Pick<PublishedContest, 'code' | 'name' | 'options'> = file.contest;
    const language = this.language.current();
    return { file, contest, sentences: file.sentences[language], coverage: file.coverageSentence[language] };
  });
  protected readonly options = computed(() => {
    const options = this.shown()?.contest.options ?? [];
    return options.length > MOST_OPTIONS || options.some(({ kind }) => kind === 'party') ? [] : options;
  });

  constructor() {
    effect(() => {
      this.document.title = this.t('portal.release', { number: this.number() });
    });
  }

  protected nameOf({ name, level }: { name: string; level: Parameters<typeof regionName>[1] }): string {
    return regionName(name, level);
  }
}

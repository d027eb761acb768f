import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Clipboard } from '@angular/cdk/clipboard';
import type { Briefing } from '@posko/contracts';
import { Icon, LANGUAGES, Language, briefingIcons, briefingMessages, injectText } from '@posko/ui';

const SHOWN_MS = 4000;

/** What is said aloud, in both languages of the room: large, each sentence to copy alone or with the others. */
@Component({
  selector: 'posko-said-sentences',
  imports: [Icon],
  templateUrl: './said-sentences.html',
  styleUrl: './said-sentences.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SaidSentences {
  readonly sentences = input.required<Briefing['sentences']>();

  private readonly clipboard = inject(Clipboard);
  protected readonly t = injectText(briefingMessages);
  private readonly current = inject(Language).current;
  /** That of the interface first. */
  protected readonly languages = computed(() => [
    this.current(),
    ...LANGUAGES.filter((language) => language !== this.current()),
  ]);
  protected readonly icons = briefingIcons;
  /** Which button did it, and how it went. */
  protected readonly told = signal<{ readonly key: string; readonly isDone: boolean } | null>(null);

  protected copy(key: string, text: string): void {
    const told = { key, isDone: this.clipboard.copy(text) };
    this.told.set(told);
    setTimeout(() => this.told() === told && this.told.set(null), SHOWN_MS);
  }

  protected isCopied(key: string): boolean {
    const told = this.told();
    return told?.key === key && told.isDone;
  }
}

import { ChangeDetectionStrategy, Component, DOCUMENT, effect, inject } from '@angular/core';
import { injectWords, portalMessages } from '@posko/ui';

const CHAPTERS = ['what', 'official', 'counts', 'held', 'partial', 'change', 'age', 'evidence', 'offline'] as const;

/** What the figures are, and what they are not. */
@Component({
  selector: 'posko-guide-page',
  template: `
    <h1>{{ t('portal.guide') }}</h1>
    <div class="prose">
      @for (chapter of chapters; track chapter.title) {
        <h2>{{ t(chapter.title) }}</h2>
        <p>{{ t(chapter.text) }}</p>
      }
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GuidePage {
  private readonly document = inject(DOCUMENT);
  protected readonly t = injectWords(portalMessages);
  protected readonly chapters = CHAPTERS.map((name) => ({
    title: `portal.guide.${name}` as const,
    text: `portal.guide.${name}Text` as const,
  }));

  constructor() {
    effect(() => {
      this.document.title = this.t('portal.guide');
    });
  }
}

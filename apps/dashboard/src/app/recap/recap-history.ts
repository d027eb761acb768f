import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { Contest, Recap } from '@posko/domain';
import { Icon, injectFormats, injectText, recapMessages } from '@posko/ui';
import { changedLines, lineName } from './recap-lines';

/** What corrections replaced, and what was objected to and answered. */
@Component({
  selector: 'posko-recap-history',
  imports: [Icon],
  templateUrl: './recap-history.html',
  styleUrl: './recap-history.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecapHistory {
  readonly contest = input.required<Contest>();
  readonly recap = input.required<Recap>();
  readonly mayWrite = input(false);
  /** The objection that is to be answered. */
  readonly answered = output<string>();
  protected readonly t = injectText(recapMessages);
  private readonly formats = injectFormats();

  protected readonly corrections = computed(() => {
    const [contest, { corrections, dHasil }] = [this.contest(), this.recap()];
    return corrections.map(({ before, reason, by, at }, index) => {
      const after = corrections[index + 1]?.before ?? dHasil ?? before;
      return {
        heading: this.t('recap.correction', { n: index + 1 }),
        by: this.t('recap.by', { name: by.name, at: this.formats.dateTime(at) }),
        reason,
        documents: [before.document, after.document],
        lines: changedLines(contest, before.figures, after.figures).map((changed) => ({
          name: lineName(contest, changed.line, this.t),
          before: this.formats.number(changed.before),
          after: this.formats.number(changed.after),
        })),
      };
    });
  });
  protected readonly objections = computed(() =>
    this.recap().objections.map(({ id, option, text, by, at, answer }) => ({
      id,
      heading:
        option === null
          ? this.t('recap.objectionOther')
          : this.t('recap.objection', { option: lineName(this.contest(), option, this.t) }),
      by: this.t('recap.by', { name: by.name, at: this.formats.dateTime(at) }),
      text,
      answer: answer?.text ?? null,
      answeredBy:
        answer === null ? '' : this.t('recap.answered', { name: answer.by.name, at: this.formats.dateTime(answer.at) }),
    })),
  );
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Contest, Result } from '@posko/domain';
import { formMessages, injectFormats, injectText, resultMessages, ruleMessages } from '@posko/ui';
import { correctionsOf } from './result-words';

/** Figures that were public once, beside those that stand in their place. */
@Component({
  selector: 'posko-result-corrections',
  template: `
    @for (correction of corrections(); track correction.at) {
      <section>
        <p>
          {{
            t('result.correctionBy', {
              name: correction.by,
              at: formats.dateTime(correction.at),
              reason: correction.reason,
            })
          }}
        </p>
        <p class="document">{{ t('result.document', { document: correction.document }) }}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">{{ t('result.field') }}</th>
              <th scope="col" class="figure">{{ t('result.before') }}</th>
              <th scope="col" class="figure">{{ t('result.after') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (change of correction.figures; track change.path) {
              <tr>
                <th scope="row">{{ change.field }}</th>
                <td class="figure">
                  <del>{{ figure(change.before) }}</del>
                </td>
                <td class="figure">
                  <ins>{{ figure(change.after) }}</ins>
                </td>
              </tr>
            }
          </tbody>
        </table>
      </section>
    }
  `,
  styleUrl: './result-corrections.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResultCorrections {
  readonly result = input.required<Result>();
  readonly contest = input.required<Contest | null>();

  protected readonly t = injectText(resultMessages, formMessages, ruleMessages);
  protected readonly formats = injectFormats();
  protected readonly corrections = computed(() => correctionsOf(this.result(), this.contest(), this.t));

  protected figure(value: number | null): string {
    return value === null ? this.t('result.blank') : this.formats.number(value);
  }
}

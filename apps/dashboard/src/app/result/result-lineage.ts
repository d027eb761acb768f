import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { LineageEntry } from '@posko/contracts';
import { injectFormats, injectText, resultMessages } from '@posko/ui';

/** How a result came about, latest first: who, when, why, by which document, and where it stood after that. */
@Component({
  selector: 'posko-result-lineage',
  template: `
    <ol reversed>
      @for (step of lineage(); track step.seq) {
        <li>
          <p class="what">
            <b>{{ t(stepKey(step)) }}</b>
            <span>{{ t('result.stepState', { state: t(stateKey(step)) }) }}</span>
          </p>
          <p class="who">
            {{ step.by }}, <time [attr.datetime]="step.at">{{ formats.dateTime(step.at) }}</time> ·
            {{ t('result.receipt', { seq: step.seq }) }}
          </p>
          @if (step.reason) {
            <p>{{ step.reason }}</p>
          }
          @if (step.document) {
            <p>{{ t('result.document', { document: step.document }) }}</p>
          }
        </li>
      }
    </ol>
  `,
  styleUrl: './result-lineage.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ResultLineage {
  readonly lineage = input.required<readonly LineageEntry[]>();

  protected readonly t = injectText(resultMessages);
  protected readonly formats = injectFormats();

  protected stepKey({ type }: LineageEntry): `result.step.${LineageEntry['type']}` {
    return `result.step.${type}`;
  }

  protected stateKey({ state }: LineageEntry): `result.state.${LineageEntry['state']}` {
    return `result.state.${state}`;
  }
}

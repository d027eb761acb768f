import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ResultResponse } from '@posko/contracts';
import type { Rule } from '@posko/domain';
import { Icon, formMessages, injectFormats, injectText, ruleMessages, verifyMessages } from '@posko/ui';
import type { FormBlock } from '../shell/form-layout';
import { fieldName } from '../shell/form-layout';
import type { Meanwhile } from './verify-case';

/** What stands to be known of a result beside its figures: why it is held, what was said for it, how it came about. */
@Component({
  selector: 'posko-verify-facts',
  imports: [Icon],
  templateUrl: './verify-facts.html',
  styleUrl: './verify-facts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VerifyFacts {
  readonly detail = input.required<ResultResponse>();
  readonly layout = input.required<readonly FormBlock[]>();
  readonly meanwhile = input.required<Meanwhile | null>();

  protected readonly t = injectText(verifyMessages, ruleMessages, formMessages);
  private readonly formats = injectFormats();
  protected readonly holds = computed(() =>
    this.detail().result.holds.map((code) => ({
      code: code.length === 4 ? code : '',
      text: this.t(`rule.short.${code}`),
    })),
  );
  /** What people said for it. */
  protected readonly words = computed(() => {
    const { hold, confirmation, explanations, withdrawal } = this.detail().result;
    const explained = Object.entries(explanations).map(([code, word]) =>
      this.t('verify.explained', { code: code as Rule, name: word.by.name, reason: word.reason }),
    );
    return [
      ...(hold === null
        ? []
        : [
            this.t('verify.heldBy', {
              code: this.t(`rule.short.${hold.code}`),
              reason: hold.reason,
              name: hold.by.name,
            }),
          ]),
      ...(confirmation === null
        ? []
        : [this.t('verify.confirmed', { name: confirmation.by.name, reason: confirmation.reason })]),
      ...explained,
      ...(withdrawal === null
        ? []
        : [
            this.t('verify.withdrawn', {
              name: withdrawal.by.name,
              document: withdrawal.document,
              reason: withdrawal.reason,
            }),
          ]),
    ];
  });
  protected readonly lines = computed(() => this.detail().lineage.map((line) => this.lineOf(line)));
  protected readonly news = computed(() => {
    const meanwhile = this.meanwhile();
    if (meanwhile === null) return [];
    const { before, now, figures, lines } = meanwhile;
    const figure = (value: number | null): string =>
      value === null ? this.t('verify.blank') : this.formats.number(value);
    return [
      ...lines.map((line) => this.textOf(line)),
      ...(before === now
        ? []
        : [
            this.t('verify.staleState', {
              before: this.t(`verify.state.${before}`),
              now: this.t(`verify.state.${now}`),
            }),
          ]),
      ...figures.map((change) =>
        this.t('verify.staleFigure', {
          field: fieldName(this.layout(), change.path, this.t),
          before: figure(change.before),
          now: figure(change.now),
        }),
      ),
    ];
  });

  private lineOf(line: ResultResponse['lineage'][number]): { seq: number; text: string; more: string } {
    const more = [line.document ?? '', line.reason ?? ''].filter((part) => part !== '').join(' · ');
    return { seq: line.seq, text: this.textOf(line), more };
  }

  private textOf({ at, by, type }: ResultResponse['lineage'][number]): string {
    const isDecision = type !== 'entered' && type !== 'photo' && type !== 'matched';
    const what = isDecision ? this.t(`verify.done.${type}`) : this.t(`verify.line.${type}`);
    return this.t('verify.staleLine', { at: this.formats.clock(at, true), name: by, what });
  }
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { RecapResponse } from '@posko/contracts';
import type { Contest } from '@posko/domain';
import { Icon, injectFormats, injectText, recapMessages } from '@posko/ui';
import { comparedLines, isSum, lineName, signed } from './recap-lines';

/** A D.Hasil beside the sums of the tier below, line by line. Only what differs is coloured. */
@Component({
  selector: 'posko-recap-figures',
  imports: [Icon],
  templateUrl: './recap-figures.html',
  styleUrl: './recap-figures.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecapFigureTable {
  readonly contest = input.required<Contest>();
  readonly detail = input.required<RecapResponse>();
  protected readonly t = injectText(recapMessages);
  private readonly formats = injectFormats();

  protected readonly hasForm = computed(() => this.detail().recap.dHasil !== null);
  protected readonly lines = computed(() => {
    const [contest, { recap, parts, outstanding }] = [this.contest(), this.detail()];
    const figures = recap.dHasil?.figures ?? null;
    return comparedLines(contest, { figures, parts, missing: outstanding.missing }).map((compared) => ({
      ...compared,
      name: lineName(contest, compared.line, this.t),
      isSum: isSum(compared.line),
      isCandidate: contest.options.some(({ id, party }) => id === compared.line && party !== null),
      hereText: this.figure(compared.here),
      belowText: this.figure(compared.below),
      differenceText: this.difference(compared.difference),
    }));
  });
  protected readonly isSame = computed(
    () => this.hasForm() && this.lines().every(({ difference }) => difference === 0),
  );
  protected readonly faults = computed(() => this.detail().faults.map((fault) => this.t(`recap.fault.${fault}`)));

  private figure(value: number | null): string {
    return value === null ? '–' : this.formats.number(value);
  }

  private difference(value: number | null): string {
    if (value === null) return '–';
    return signed(value, this.formats.number(value));
  }
}

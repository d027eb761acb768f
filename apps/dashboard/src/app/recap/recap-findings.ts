import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RecapResponse } from '@posko/contracts';
import type { Contest, Strain } from '@posko/domain';
import { isTpsSubject } from '@posko/domain';
import { Icon, injectFormats, injectText, recapMessages } from '@posko/ui';
import { Places } from '../shell/places';
import { lineName, signed } from './recap-lines';

/** What does not fit: sentences with their arithmetic, and the columns of parts that differ, each with the way to it. */
@Component({
  selector: 'posko-recap-findings',
  imports: [Icon, RouterLink],
  templateUrl: './recap-findings.html',
  styleUrl: './recap-findings.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecapFindings {
  readonly contest = input.required<Contest>();
  readonly detail = input.required<RecapResponse>();
  private readonly places = inject(Places);
  protected readonly t = injectText(recapMessages);
  private readonly formats = injectFormats();

  protected readonly hasForm = computed(() => this.detail().recap.dHasil !== null);
  protected readonly hasColumns = computed(() => Object.keys(this.detail().recap.dHasil?.parts ?? {}).length > 0);
  protected readonly outstanding = computed(() => {
    const { outstanding } = this.detail();
    return outstanding.missing === 0 ? this.t('recap.nothingOut') : this.t('recap.outstanding', outstanding);
  });
  protected readonly strains = computed(() =>
    this.detail().strains.map((strain) => ({
      isImpossible: strain.kind !== 'unlike',
      text: this.sentence(strain),
    })),
  );
  protected readonly rows = computed(() =>
    this.detail().differences.flatMap(({ part, line, here, below }) => {
      if (part === null) return [];
      const difference = signed(here - below, this.formats.number(here - below));
      return [
        {
          part,
          line,
          name: this.places.nameOf(part),
          link: linkOf(this.contest().id, part),
          lineName: lineName(this.contest(), line, this.t),
          here: this.formats.number(here),
          below: this.formats.number(below),
          difference,
        },
      ];
    }),
  );

  private sentence(strain: Strain): string {
    const { missing, capacity } = this.detail().outstanding;
    const { kind, needed, neededPerTps, countedPerTps, deviation } = strain;
    const line = lineName(this.contest(), strain.line, this.t);
    if (kind === 'negative') return this.t('recap.strain.negative', { line, needed: -needed });
    if (neededPerTps === null) return this.t('recap.strain.allIn', { line, needed });
    const said = { missing, needed, line, per: neededPerTps };
    const need =
      countedPerTps === null
        ? this.t('recap.strain.needAlone', said)
        : this.t('recap.strain.need', { ...said, counted: countedPerTps });
    const verdict =
      kind === 'overCapacity'
        ? this.t('recap.strain.overCapacity', { capacity })
        : this.t('recap.strain.unlike', { n: Math.abs(deviation ?? 0) });
    return `${need} ${verdict}`;
  }
}

/** Where a part is looked at: the result of a TPS, or the recapitulation of a region. */
export function linkOf(contest: string, part: string): string[] {
  return isTpsSubject(part) ? ['/results', contest, 'tps', part] : ['/recap', contest, part];
}

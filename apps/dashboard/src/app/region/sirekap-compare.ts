import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { injectFormats, injectText, overviewMessages, regionMessages } from '@posko/ui';
import type { ResponseOf } from '../shell/board-store';
import type { RegionProgress } from '../shell/region-progress';

interface Line {
  readonly label: string;
  readonly part: number;
  readonly total: number;
  /** Whose figure it is, and as of when. */
  readonly note: string;
}

/**
 * What we know to be sent beside what Sirekap shows, each with its own time: the two are counted by different people and
 * need not agree. Below, the turnout reported so far.
 */
@Component({
  selector: 'posko-sirekap-compare',
  templateUrl: './sirekap-compare.html',
  styleUrl: './sirekap-compare.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SirekapCompare {
  readonly progress = input.required<RegionProgress>();
  readonly detail = input.required<ResponseOf<'board'> | null>();
  /** The room's clock (ms); null until it was heard. */
  readonly roomNow = input.required<number | null>();
  protected readonly t = injectText(overviewMessages, regionMessages);
  protected readonly formats = injectFormats();

  protected readonly lines = computed<Line[]>(() => {
    const { sent, total, sirekap } = this.progress();
    const ours: Line = { label: this.t('region.sentHere'), part: sent, total, note: this.t('region.liveNow') };
    if (sirekap === null) return [ours];
    const at = this.formats.dateTime(sirekap.at);
    return [
      ours,
      {
        label: this.t('word.sirekap'),
        part: sirekap.received,
        total: sirekap.total,
        note: this.t('region.sirekapAsOf', { at, age: this.ageOf(sirekap.at) }),
      },
    ];
  });
  protected readonly hasSirekap = computed(() => this.progress().sirekap !== null);
  protected readonly difference = computed(() => {
    const { sent, sirekap } = this.progress();
    return sirekap === null ? null : sirekap.received - sent;
  });
  protected readonly turnout = computed(() => {
    const detail = this.detail();
    if (detail === null || detail.turnout.tps === 0) return null;
    const { voters, tps } = detail.turnout;
    return this.t('region.turnout', { voters, tps });
  });

  private ageOf(at: string): string {
    const now = this.roomNow();
    if (now === null) return '';
    const ms = now - Date.parse(at);
    // A rehearsal's clock may stand before Sirekap's figures.
    return ms < 0 ? this.t('region.ahead', { time: this.formats.duration(-ms) }) : this.formats.age(ms);
  }
}

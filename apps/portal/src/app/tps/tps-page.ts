import { ChangeDetectionStrategy, Component, DOCUMENT, computed, effect, inject, input } from '@angular/core';
import type { HoldCode, PublicState } from '@posko/domain';
import { injectFormats, injectWords, portalMessages, regionName, ruleMessages } from '@posko/ui';
import { AreaStore } from '../shell/area-store';
import { AsOf } from '../shell/as-of';
import { LastContest } from '../shell/last-contest';
import { PageState } from '../shell/page-state';
import { numberOf } from '../shell/place';
import { PlaceHead } from '../shell/place-head';
import { isDesa } from '../shell/region-walk';
import { isRule } from '../shell/rule-code';
import { ShareLink } from '../shell/share-link';
import { StateMark } from '../shell/state-mark';
import { VotesList } from '../shell/votes-list';
import { ActList } from './act-list';
import { FormTable } from './form-table';
import { PhotoList } from './photo-list';

/** One TPS: the figures of its form beside the photo, what was changed, and the fingerprints of the evidence. */
@Component({
  selector: 'posko-tps-page',
  imports: [ActList, AsOf, FormTable, PageState, PhotoList, PlaceHead, ShareLink, StateMark, VotesList],
  providers: [AreaStore],
  templateUrl: './tps-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TpsPage {
  protected readonly area = inject(AreaStore);
  private readonly last = inject(LastContest);
  private readonly document = inject(DOCUMENT);
  protected readonly t = injectWords(portalMessages, ruleMessages);
  protected readonly formats = injectFormats();
  readonly contest = input.required<string>();
  readonly code = input.required<string>();

  protected readonly shown = computed(() => {
    const [told, contest, code] = [this.area.told(), this.area.contest(), this.code()];
    if (told === null || contest === null || told.file.contest !== contest.id || !isDesa(told.file)) return null;
    const tps = told.file.tps.find((one) => one.code === code);
    if (tps === undefined) return null;
    const desa = regionName(told.file.region.name, 'desa');
    return {
      told,
      contest,
      tps,
      path: told.file.path,
      heading: this.t('portal.tpsPath', { number: numberOf(code), desa }),
    };
  });
  /** The desa is there, and has no such TPS. */
  protected readonly isMissing = computed(() => this.shown() === null && this.area.state() === 'there');
  protected readonly votes = computed(() => {
    const form = this.shown()?.tps.form ?? null;
    return form === null ? null : { options: numbers(form.votes.options), ...parties(form.votes.parties) };
  });

  constructor() {
    effect(() => {
      this.area.contestId.set(this.contest());
      this.area.asked.set(this.code());
    });
    effect(() => {
      const shown = this.shown();
      if (shown === null) return;
      this.last.id = shown.contest.id;
      this.document.title = `${shown.heading} · ${shown.contest.name}`;
    });
  }

  protected readonly isRule = isRule;

  protected stateHint(state: PublicState): `portal.stateHint.${PublicState}` {
    return `portal.stateHint.${state}`;
  }

  protected words(code: HoldCode): `rule.commissioner.${HoldCode}` {
    return `rule.commissioner.${code}`;
  }
}

type Figures = Readonly<Record<string, number | null>>;

/** Where nothing is written there is no vote. */
function numbers(figures: Figures): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([id, figure]) => [id, figure ?? 0]));
}

function parties(figures: Figures | undefined): { parties?: Record<string, number> } {
  return figures === undefined ? {} : { parties: numbers(figures) };
}

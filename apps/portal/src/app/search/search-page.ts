import { ChangeDetectionStrategy, Component, DOCUMENT, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectWords, portalMessages, regionName } from '@posko/ui';
import { codeIn } from '../shell/code-words';
import { LastContest } from '../shell/last-contest';
import { linkTo } from '../shell/place';
import { levelOfCode } from '../shell/region-words';
import { SearchStore } from './search-store';
import { findRegions } from './search-words';
import type { NamedRegion } from './search-words';

const MOST = 40;
const TPS_DIGITS = 3;

interface Hit {
  readonly code: string;
  readonly name: string;
  readonly level: 'nasional' | 'provinsi' | 'kabupaten' | 'kecamatan' | 'desa';
  readonly above: string;
  readonly link: string[];
}

/** Regions by name, and the TPS of a number in them. */
@Component({
  selector: 'posko-search-page',
  imports: [RouterLink],
  templateUrl: './search-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchPage {
  protected readonly store = inject(SearchStore);
  private readonly last = inject(LastContest);
  private readonly document = inject(DOCUMENT);
  protected readonly t = injectWords(portalMessages);
  /** What is looked for, from the address. */
  readonly q = input<string>();

  private readonly result = computed(() =>
    findRegions(this.store.regions() ?? [], this.q() ?? '', (code) => this.last.forPlace(code) !== null),
  );
  private readonly found = computed(() => this.result().regions);
  private readonly names = computed(() => new Map((this.store.regions() ?? []).map(({ code, name }) => [code, name])));
  protected readonly total = computed(() => this.found().length);
  protected readonly hits = computed(() =>
    this.found()
      .slice(0, MOST)
      .map((region) => this.hit(region)),
  );
  protected readonly heading = computed(() => {
    const words = this.q()?.trim() ?? '';
    return words === '' ? this.t('portal.search') : this.t('portal.searchOf', { words });
  });
  protected readonly tps = computed(() => this.result().tps);
  /** A code that no contest knows. */
  protected readonly unknownCode = computed(() => codeIn(this.q() ?? ''));

  constructor() {
    void this.store.load();
    effect(() => {
      this.document.title = this.heading();
    });
  }

  protected levelWord({ level }: Hit): `level.${Hit['level']}` {
    return `level.${level}`;
  }

  private hit({ code, name }: NamedRegion): Hit {
    const level = levelOfCode(code);
    const { tps } = this.result();
    const place = tps === null ? code : code + String(tps).padStart(TPS_DIGITS, '0');
    const above = [6, 4, 2]
      .filter((digits) => digits < code.length)
      .flatMap((digits) => {
        const parent = code.slice(0, digits);
        const its = this.names().get(parent);
        return its === undefined ? [] : [regionName(its, levelOfCode(parent))];
      });
    const contest = this.last.forPlace(code)?.id ?? '';
    return { code, name: regionName(name, level), level, above: above.join(', '), link: linkTo(contest, place) };
  }
}

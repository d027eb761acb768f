import { ChangeDetectionStrategy, Component, DOCUMENT, computed, effect, inject, input, signal } from '@angular/core';
import { untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { Icon, Panel, injectFormats, injectText, regionName, shiftIcons, shiftMessages } from '@posko/ui';
import { Blank } from '../shell/blank';
import { IncidentRows } from '../shell/incident-rows';
import { usePageTitle } from '../shell/page-title';
import { HandoverStore } from './handover-store';

const COUNTS = ['open', 'unassigned', 'waiting', 'referred', 'breached', 'silent'] as const;

/** One handover as a sheet: what was left, both signatures; signed here by whoever receives it, and printed. */
@Component({
  selector: 'posko-handover-page',
  imports: [Blank, Icon, IncidentRows, MatButton, Panel, RouterLink],
  providers: [HandoverStore],
  templateUrl: './handover-page.html',
  styleUrl: './handover-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HandoverPage {
  readonly id = input.required<string>();

  private readonly window = inject(DOCUMENT).defaultView;
  protected readonly store = inject(HandoverStore);
  protected readonly t = injectText(shiftMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = shiftIcons;
  protected readonly counts = COUNTS;
  protected readonly remark = signal('');
  protected readonly isSigned = signal(false);
  protected readonly heading = computed(() => {
    const handover = this.store.handover();
    return handover === null ? '' : this.t('shift.handover', { at: this.formats.dateTime(handover.writtenAt) });
  });
  protected readonly region = computed(() => {
    const region = this.store.handover()?.region;
    return region === undefined ? '' : regionName(region.name, region.level);
  });
  protected readonly failure = computed(() => {
    const failure = this.store.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly refusal = computed(() => {
    const refusal = this.store.refusal();
    return refusal === null ? null : this.t(`error.${refusal.code}`);
  });

  constructor() {
    usePageTitle(() => this.heading());
    effect(() => {
      const id = this.id();
      untracked(() => void this.store.open(id));
    });
  }

  protected countOf(count: string): string {
    return this.formats.number(this.store.handover()?.counts[count] ?? 0);
  }

  protected write(event: Event): void {
    this.remark.set((event.target as HTMLTextAreaElement).value);
  }

  protected async sign(): Promise<void> {
    this.isSigned.set(await this.store.sign(this.remark().trim()));
  }

  protected print(): void {
    this.window?.print();
  }
}

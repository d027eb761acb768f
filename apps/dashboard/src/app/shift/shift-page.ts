import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { FormGroup, FormControl, ReactiveFormsModule } from '@angular/forms';
import { Router } from '@angular/router';
import { MatButton } from '@angular/material/button';
import { FigureTile, Icon, Panel, injectFormats, injectText, shiftIcons, shiftMessages } from '@posko/ui';
import type { PanelState, Severity } from '@posko/ui';
import { IncidentRows } from '../shell/incident-rows';
import { PageHead } from '../shell/page-head';
import { usePageTitle } from '../shell/page-title';
import { injectRegionChoices } from '../shell/region-choices';
import { requiredText } from '../shell/required-text';
import { HandoverRows } from './handover-rows';
import { ShiftStore } from './shift-store';
import type { ShiftState } from './shift-store';

type Count = keyof ShiftState['counts'];
const COUNTS = ['open', 'unassigned', 'waiting', 'referred', 'breached', 'silent'] as const satisfies readonly Count[];
const TROUBLE: Partial<Record<Count, Severity>> = { breached: 'alarm', silent: 'warn' };
const LISTS = [
  { key: 'promised', heading: 'shift.promised', none: 'shift.nonePromised' },
  { key: 'open', heading: 'shift.open', none: 'shift.noneOpen' },
  { key: 'waiting', heading: 'shift.waiting', none: 'shift.noneWaiting' },
] as const;

/** What is open, promised and waiting; whoever leaves hands it over here. */
@Component({
  selector: 'posko-shift-page',
  imports: [FigureTile, HandoverRows, Icon, IncidentRows, MatButton, PageHead, Panel, ReactiveFormsModule],
  providers: [ShiftStore],
  templateUrl: './shift-page.html',
  styleUrl: './shift-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShiftPage {
  /** `?region=3578`; the whole scope without it. */
  readonly region = input('', { transform: (value: string | undefined) => value ?? '' });

  private readonly router = inject(Router);
  protected readonly store = inject(ShiftStore);
  protected readonly t = injectText(shiftMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = shiftIcons;
  protected readonly counts = COUNTS;
  protected readonly lists = LISTS;
  protected readonly choices = injectRegionChoices();
  protected readonly shown = computed(() => this.region() || (this.choices()[0]?.code ?? ''));
  protected readonly form = new FormGroup({ to: requiredText(), note: new FormControl('', { nonNullable: true }) });
  /** Whom it was just written to. */
  protected readonly writtenTo = signal('');
  protected readonly problem = computed(() => {
    const failure = this.store.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });
  protected readonly stateFailure = computed(() => {
    const failure = this.store.state.failure();
    return failure === null ? null : this.t(`error.${failure.code}`);
  });

  constructor() {
    usePageTitle(() => this.t('shift.title'));
    effect(() => {
      const region = this.shown();
      untracked(() => region !== '' && this.store.open(region));
    });
  }

  protected choose(event: Event): void {
    const region = (event.target as HTMLSelectElement).value;
    const queryParams = { region: region === this.choices()[0]?.code ? null : region };
    void this.router.navigate([], { queryParams, replaceUrl: true });
  }

  protected severityOf(count: Count): Severity {
    return (this.store.state.value()?.counts[count] ?? 0) > 0 ? (TROUBLE[count] ?? 'note') : 'note';
  }

  protected stateOf(list: (typeof LISTS)[number]['key']): PanelState {
    const rows = this.store.state.value()?.[list];
    return rows?.length === 0 ? 'empty' : this.store.state.state();
  }

  protected async write(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    const { to, note } = this.form.getRawValue();
    const handover = await this.store.write(to, note.trim());
    if (handover === null) return;
    const successor = this.store.successors().find(({ id }) => id === to);
    this.writtenTo.set(successor?.displayName ?? handover.to.name);
    this.form.reset();
  }
}

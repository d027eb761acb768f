import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { REPORTABLE_STAGES, stageIndex } from '@posko/domain';
import type { ReportableStage, Stage } from '@posko/domain';
import { Icon, StageChip, fieldIcons, fieldMessages, injectFormats, injectText, regionName } from '@posko/ui';
import { FieldClockStore } from './field-clock-store';
import type { UnsentReport } from './field-outbox';
import { FieldStore } from './field-store';
import type { Draft } from './field-store';
import { ReportSheet } from './report-sheet';
import type { Intent } from './report-sheet';
import { lastTime } from './time-of-day';

/** Local times at which crews count who came so far (domain.md section 4). */
const TURNOUT_TIMES = ['09:00', '11:00', '13:00'] as const;

interface StageRow {
  readonly stage: ReportableStage;
  readonly isDone: boolean;
  readonly isNext: boolean;
  /** When the crew says it happened. */
  readonly at: string | null;
}

/** The TPS of a crew: where it stands, the next stage under the thumb, voters so far, and what became of each report. */
@Component({
  selector: 'posko-field-report',
  imports: [Icon, ReportSheet, StageChip],
  templateUrl: './field-report.html',
  styleUrl: './field-report.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FieldReport {
  protected readonly store = inject(FieldStore);
  protected readonly clock = inject(FieldClockStore);
  protected readonly t = injectText(fieldMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = fieldIcons;
  protected readonly times = TURNOUT_TIMES;
  protected readonly intent = signal<Intent | null>(null);
  protected readonly tps = this.store.read.value;
  protected readonly moment = computed(() => ({
    now: this.clock.now(),
    utcOffsetMinutes: this.clock.utcOffsetMinutes(),
  }));
  protected readonly heading = computed(() => {
    const tps = this.tps();
    const desa = tps?.path.at(-1);
    if (tps === null || desa === undefined) return this.store.tps() ?? '';
    return this.t('field.heading', { number: tps.number, desa: regionName(desa.name, desa.level) });
  });
  protected readonly place = computed(() =>
    (this.tps()?.path ?? [])
      .slice(1, -1)
      .reverse()
      .map(({ name, level }) => regionName(name, level))
      .join(', '),
  );
  /** Where the TPS stands, with what this phone has said and the server not yet heard. */
  private readonly standing = computed<Stage>(() => {
    const known = this.tps()?.stage ?? 'unreported';
    const said = this.store.unsent().filter(({ refusal }) => refusal === undefined);
    return said.reduce<Stage>((most, { stage }) => (stageIndex(stage) > stageIndex(most) ? stage : most), known);
  });
  protected readonly rows = computed<StageRow[]>(() => {
    const at = stageIndex(this.standing());
    const story = this.tps()?.story ?? [];
    const next = REPORTABLE_STAGES.find((stage) => stageIndex(stage) > at);
    return REPORTABLE_STAGES.map((stage) => {
      const said = story.find((entry) => entry.kind === 'report' && entry.stage === stage);
      const isDone = stageIndex(stage) <= at;
      return { stage, isDone, isNext: stage === next, at: said?.kind === 'report' ? said.occurredAt : null };
    });
  });

  protected ask(stage: ReportableStage): void {
    this.intent.set({ stage, isTurnout: false, isPast: stageIndex(stage) <= stageIndex(this.standing()) });
  }

  /** Voters so far are told with the stage the TPS is at; whoever votes is open. */
  protected askTurnout(time: string | null): void {
    const at = time === null ? null : lastTime(time, this.moment());
    const standing = this.standing();
    const stage = REPORTABLE_STAGES.find((known) => known === standing) ?? 'open';
    const isBefore = stageIndex(standing) < stageIndex('open');
    const intent = { stage: isBefore ? 'open' : stage, isTurnout: true, isPast: false } as const;
    this.intent.set(at === null ? intent : { ...intent, at });
  }

  /** A time of the day that has not come yet cannot be told of. */
  protected isAhead(time: string): boolean {
    const { now, utcOffsetMinutes } = this.moment();
    const at = lastTime(time, { now, utcOffsetMinutes });
    const midnight = lastTime('00:00', { now, utcOffsetMinutes });
    return at === null || midnight === null || at < midnight;
  }

  protected send(draft: Draft): void {
    this.intent.set(null);
    this.store.report(draft);
  }

  /** A report in a few words. */
  protected whatOf({ stage, turnout }: Pick<UnsentReport, 'stage' | 'turnout'>): string {
    return turnout === undefined ? this.t(`stage.${stage}`) : this.t('field.what.turnout', { n: turnout });
  }

  protected whyOf({ refusal }: UnsentReport): string {
    return this.t(`error.${refusal ?? 'internal'}` as 'error.internal');
  }
}

import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  ClockChip,
  Icon,
  MarkBadge,
  Panel,
  SeverityBadge,
  StageChip,
  incidentIcons,
  incidentKindMessages,
  incidentMessages,
  injectFormats,
  injectText,
  intakeMessages,
  tpsMessages,
} from '@posko/ui';
import { BoardStore } from '../shell/board-store';
import type { ResponseOf } from '../shell/board-store';
import { IncidentPolicyStore } from '../shell/incident-policy-store';
import { IncidentRows } from '../shell/incident-rows';
import { Places } from '../shell/places';
import { IntakeAroundStore } from './intake-around-store';

const STORY_LINES = 6;
const SIMILAR_KEYS = 5;

type StoryEntry = ResponseOf<'tps'>['story'][number];

/** Beside the form: where the TPS stands, whom to ring, what is open there, and what the call may be about already. */
@Component({
  selector: 'posko-intake-around',
  imports: [ClockChip, Icon, IncidentRows, MarkBadge, Panel, RouterLink, SeverityBadge, StageChip],
  templateUrl: './intake-around.html',
  styleUrl: './intake-around.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntakeAround {
  /** The call is to be added to the similar incident of that place in the list. */
  readonly attached = output<number>();
  protected readonly store = inject(IntakeAroundStore);
  protected readonly places = inject(Places);
  protected readonly policy = inject(IncidentPolicyStore).policy;
  protected readonly now = inject(BoardStore).roomNow;
  protected readonly t = injectText(intakeMessages, incidentMessages, incidentKindMessages, tpsMessages);
  protected readonly formats = injectFormats();
  protected readonly icons = incidentIcons;
  protected readonly keys = SIMILAR_KEYS;
  protected readonly hasPlace = computed(() => this.store.place() !== null);
  /** The last that happened at the TPS, in a line each. */
  protected readonly lines = computed(() =>
    (this.store.tps()?.story ?? []).slice(0, STORY_LINES).map((entry) => ({
      seq: entry.seq,
      at: this.formats.clock(entry.kind === 'report' ? entry.occurredAt : entry.receivedAt),
      what: this.whatOf(entry),
      more: entry.kind === 'report' ? (entry.note ?? '') : 'reason' in entry ? entry.reason : '',
    })),
  );

  private whatOf(entry: StoryEntry): string {
    switch (entry.kind) {
      case 'report':
        return this.t(`stage.${entry.stage}`);
      case 'result':
        return this.t(`stage.${entry.standsAt}`);
      case 'stepBack':
        return this.t('tps.stepBack');
      case 'mark':
        return this.t(entry.isSet ? 'tps.markSet' : 'tps.markCleared');
      default:
        return entry satisfies never;
    }
  }
}

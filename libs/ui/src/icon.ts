import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import {
  mdiAccessPoint,
  mdiAccountGroupOutline,
  mdiAccountSwitch,
  mdiAlert,
  mdiAlertOctagon,
  mdiArrowDown,
  mdiArrowLeft,
  mdiArrowUp,
  mdiCheck,
  mdiChevronLeft,
  mdiChevronRight,
  mdiClockAlertOutline,
  mdiClockOutline,
  mdiClose,
  mdiCloudOffOutline,
  mdiContentCopy,
  mdiFileUndo,
  mdiFilterVariant,
  mdiFullscreen,
  mdiMagnify,
  mdiMonitorDashboard,
  mdiNoteTextOutline,
  mdiPause,
  mdiPlay,
  mdiReload,
  mdiSync,
  mdiTableLarge,
  mdiThemeLightDark,
  mdiTranslate,
  mdiTrayRemove,
  mdiUndoVariant,
  mdiUnfoldMoreHorizontal,
  mdiUploadOff,
  mdiVoteOutline,
} from '@mdi/js';

/** The icons in use, as paths within 24 x 24; add one here when a page needs it. */
const PATHS = {
  alert: mdiAlert,
  back: mdiArrowLeft,
  check: mdiCheck,
  chevronLeft: mdiChevronLeft,
  clock: mdiClockOutline,
  close: mdiClose,
  copy: mdiContentCopy,
  dashboard: mdiMonitorDashboard,
  delegated: mdiAccountSwitch,
  empty: mdiTrayRemove,
  filter: mdiFilterVariant,
  fullscreen: mdiFullscreen,
  incident: mdiAlertOctagon,
  language: mdiTranslate,
  live: mdiAccessPoint,
  next: mdiChevronRight,
  note: mdiNoteTextOutline,
  offline: mdiCloudOffOutline,
  overdue: mdiClockAlertOutline,
  pause: mdiPause,
  play: mdiPlay,
  polling: mdiSync,
  reload: mdiReload,
  revote: mdiVoteOutline,
  scheme: mdiThemeLightDark,
  search: mdiMagnify,
  sendFailed: mdiUploadOff,
  sort: mdiUnfoldMoreHorizontal,
  sortDown: mdiArrowDown,
  sortUp: mdiArrowUp,
  stepBack: mdiUndoVariant,
  table: mdiTableLarge,
  voters: mdiAccountGroupOutline,
  withdrawn: mdiFileUndo,
} as const;

export type IconName = keyof typeof PATHS;

/** An inlined icon of one em and a bit. Decorative: the text beside it, or the control's label, says what it means. */
@Component({
  selector: 'posko-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path [attr.d]="path()" /></svg>`,
  styleUrl: './icon.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => PATHS[this.name()]);
}

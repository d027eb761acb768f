import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import {
  mdiAccessPoint,
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
  mdiFileUndo,
  mdiFilterVariant,
  mdiFullscreen,
  mdiMagnify,
  mdiMonitorDashboard,
  mdiPause,
  mdiPlay,
  mdiSync,
  mdiThemeLightDark,
  mdiTrayRemove,
  mdiUnfoldMoreHorizontal,
  mdiUploadOff,
  mdiVoteOutline,
} from '@mdi/js';

/**
 * The icons of the core, as paths within 24 x 24: those of the frame, of stages and marks, and of several features. Everybody loads
 * them with the first page, and whatever is imported from `@mdi/js` anywhere comes with them, for it is one file and cannot be
 * split. So a feature writes out the paths of its own, in `icons/call.ts` as `export const callIcons = { phone: 'M6.62,…' } as
 * const` (`node -p "require('@mdi/js').mdiPhone"` prints one, a spec compares them), exports them in `index.ts`, and shows
 * `<posko-icon [name]="icons.phone" />` with `protected readonly icons = callIcons;`.
 */
const PATHS = {
  alert: mdiAlert,
  back: mdiArrowLeft,
  check: mdiCheck,
  chevronLeft: mdiChevronLeft,
  clock: mdiClockOutline,
  close: mdiClose,
  dashboard: mdiMonitorDashboard,
  delegated: mdiAccountSwitch,
  empty: mdiTrayRemove,
  filter: mdiFilterVariant,
  fullscreen: mdiFullscreen,
  incident: mdiAlertOctagon,
  live: mdiAccessPoint,
  next: mdiChevronRight,
  offline: mdiCloudOffOutline,
  overdue: mdiClockAlertOutline,
  pause: mdiPause,
  play: mdiPlay,
  polling: mdiSync,
  revote: mdiVoteOutline,
  scheme: mdiThemeLightDark,
  search: mdiMagnify,
  sendFailed: mdiUploadOff,
  sort: mdiUnfoldMoreHorizontal,
  sortDown: mdiArrowDown,
  sortUp: mdiArrowUp,
  withdrawn: mdiFileUndo,
} as const;

/** A drawing of a feature's own. */
export type IconPath = `M${string}`;

/** What an icon is asked for by: a name of the core's, or what a feature brings along. */
export type IconName = keyof typeof PATHS | IconPath;

function isPath(name: IconName): name is IconPath {
  return name.startsWith('M');
}

/** An inlined icon of one em and a bit. Decorative: the text beside it, or the control's label, says what it means. */
@Component({
  selector: 'posko-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path [attr.d]="path()" /></svg>`,
  styleUrl: './icon.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => {
    const name = this.name();
    return isPath(name) ? name : PATHS[name];
  });
}

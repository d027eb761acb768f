import type { Permission } from '@posko/domain';
import { frameIcons } from '@posko/ui';
import type { IconName, MessageKey, frameMessages } from '@posko/ui';

export interface NavItem {
  readonly path: string;
  readonly label: MessageKey<typeof frameMessages>;
  readonly icon: IconName;
  /** Who has it somewhere sees the item. */
  readonly permission: Permission;
}

/** The pages of the room, in the order of the day's work. */
export const ROOM_ITEMS: readonly NavItem[] = [
  { path: '/', label: 'shell.overview', icon: 'dashboard', permission: 'board.read' },
  { path: '/incidents', label: 'frame.incidents', icon: frameIcons.incidents, permission: 'incident.read' },
  { path: '/calls', label: 'frame.calls', icon: frameIcons.calls, permission: 'call.make' },
  { path: '/shift', label: 'frame.shift', icon: frameIcons.shift, permission: 'shift.read' },
  { path: '/entry', label: 'frame.entry', icon: frameIcons.entry, permission: 'result.enter' },
  { path: '/verify', label: 'frame.verify', icon: frameIcons.verify, permission: 'result.review' },
  { path: '/outliers', label: 'frame.outliers', icon: frameIcons.outliers, permission: 'result.review' },
  { path: '/results', label: 'frame.results', icon: frameIcons.results, permission: 'result.read' },
  { path: '/recap', label: 'frame.recap', icon: frameIcons.recap, permission: 'result.read' },
  { path: '/briefing', label: 'frame.briefing', icon: frameIcons.briefing, permission: 'release.read' },
  { path: '/publication', label: 'frame.publication', icon: frameIcons.publication, permission: 'publication.read' },
  { path: '/figures', label: 'frame.figures', icon: frameIcons.figures, permission: 'figures.read' },
  { path: '/approvals', label: 'frame.approvals', icon: frameIcons.approvals, permission: 'approval.read' },
  { path: '/wall', label: 'shell.wall', icon: 'fullscreen', permission: 'board.read' },
];

export const ADMINISTRATION_ITEMS: readonly NavItem[] = [
  { path: '/users', label: 'frame.users', icon: frameIcons.users, permission: 'user.manage' },
  { path: '/activation', label: 'frame.activation', icon: frameIcons.activation, permission: 'activation.issue' },
  { path: '/audit', label: 'frame.audit', icon: frameIcons.audit, permission: 'audit.read' },
];

import type { UserMaintenanceService } from '@posko/api';
import type { Command } from 'commander';
import { aligned } from './table';
import { terminalOf } from './terminal';
import { withUsers } from './user-work';

type Row = Awaited<ReturnType<UserMaintenanceService['list']>>[number];

export function addUserList(group: Command): void {
  group
    .command('list')
    .description('all accounts')
    .addHelpText('after', '\nExamples:\n  posko user list\n  posko user list --json')
    .action(async (_options: unknown, command: Command) => {
      const terminal = terminalOf(command);
      const rows = await withUsers(terminal, (users) => users.list());
      terminal.result(rows, rows.length === 0 ? 'There is nobody yet.' : tableOf(rows));
    });
}

function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    row.role,
    row.scope,
    row.isActive ? 'active' : 'deactivated',
    row.hasPassword ? 'password' : row.subject === null ? 'no password' : 'OpenID',
    row.hasSecondFactor ? 'second factor' : '-',
    `${row.sessions} sessions`,
    row.displayName,
  ]);
  return aligned([
    ['NAME', 'ROLE', 'REGION', 'STATE', 'SIGN-IN', 'SECOND FACTOR', 'SESSIONS', 'DISPLAY NAME'],
    ...cells,
  ]);
}

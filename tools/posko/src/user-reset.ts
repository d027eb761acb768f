import type { Command } from 'commander';
import { readSettings, serverUrl } from './settings';
import { Failure, terminalOf } from './terminal';
import { usernameOf, withUsers } from './user-work';

const HELP = `
The person is signed out everywhere. Without a password they come in by the link that this prints, within 72 hours and once.

Examples:
  posko user reset siti.aminah --second-factor     a lost telephone
  posko user reset siti.aminah --password          a forgotten password
  posko user reset siti.aminah --sessions          only signed out everywhere`;

interface Options {
  password?: true;
  secondFactor?: true;
  sessions?: true;
}

export function addUserReset(group: Command): void {
  group
    .command('reset')
    .argument('<username>')
    .description('take secrets away, and sign out everywhere')
    .option('--password', 'forget the password; prints a link to set another')
    .option('--second-factor', 'forget the second factor and the recovery codes')
    .option('--sessions', 'only sign out everywhere')
    .addHelpText('after', HELP)
    .action(async (name: string, options: Options, command: Command) => {
      const terminal = terminalOf(command);
      const kinds = ['password', 'secondFactor', 'sessions'] as const;
      const what = kinds.filter((kind) => options[kind] === true);
      if (what.length === 0) throw new Failure('Say what to reset: --password, --second-factor or --sessions.', 2);
      const username = usernameOf(name);
      const { invitation } = await withUsers(terminal, (users) => users.reset(username, what));
      const link = invitation === null ? null : serverUrl(readSettings()) + invitation.path;
      const lines = [`${username} is signed out everywhere.`];
      if (what.includes('secondFactor')) lines.push('The second factor is forgotten.');
      if (link !== null)
        lines.push(`The password is forgotten. To set another until ${invitation?.endsAt ?? ''}: ${link}`);
      terminal.result({ username, reset: what, link, endsAt: invitation?.endsAt ?? null }, lines.join('\n'));
    });
}

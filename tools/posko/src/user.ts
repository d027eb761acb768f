import { ACCOUNT_ROLES, RegionCode } from '@posko/domain';
import type { AccountRole, Scope } from '@posko/domain';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { readNewPassword } from './secret-input';
import { terminalOf } from './terminal';
import { addUserLink } from './user-link';
import { addUserList } from './user-list';
import { addUserReset } from './user-reset';
import { usernameOf, withUsers } from './user-work';

const ADD_HELP = `
The password comes from standard input: one line, 12 characters at least. On a terminal it is asked for and not shown.
Administrators and supervisors set up a second factor when they first sign in, or have it made here by --second-factor.
Nobody has to approve an administrator made here. The journal tells of it.

Examples:
  posko user add siti.aminah --role operator --region 3578
  posko user add kepala --role administrator --region 0 --name "Kepala Subbagian" < password.txt
  printf %s "$PASSWORD" | posko user add skrip --role supervisor --region 35 --second-factor --json`;

interface AddOptions {
  role: AccountRole;
  region: Scope;
  name?: string;
  secondFactor?: true;
}

export function registerUser(program: Command): void {
  const group = program.command('user').description('who may sign in');
  group
    .command('add')
    .argument('<username>', 'what the person signs in with')
    .description('make an account')
    .addOption(new Option('--role <role>', 'what the person may do').choices(ACCOUNT_ROLES).makeOptionMandatory())
    .requiredOption('--region <code>', 'where: this region and all below; 0 is everything', regionOf)
    .option('--name <name>', 'name that others see (the user name)')
    .option('--second-factor', 'set up the second factor at once, and print what an authenticator reads')
    .addHelpText('after', ADD_HELP)
    .action(async (name: string, options: AddOptions, command: Command) => {
      const terminal = terminalOf(command);
      const username = usernameOf(name);
      const password = await readNewPassword();
      const { role, region: scope, secondFactor = false } = options;
      const displayName = options.name?.trim() || username;
      const account = { username, displayName, role, scope, password, hasSecondFactor: secondFactor };
      const made = await withUsers(terminal, (users) => users.add(account));
      const { id } = made.user;
      const result = { id, username, displayName, role, region: scope, secondFactor: made.secondFactor };
      const lines = [`${username} may sign in: ${role} over ${scope}.`, ...(made.secondFactor ?? '').split('\n')];
      terminal.result(result, lines.filter(Boolean).join('\n'));
    });
  addUserList(group);
  addUserReset(group);
  addUserLink(group);
}

function regionOf(text: string): Scope {
  const parsed = RegionCode.safeParse(text.replaceAll('.', ''));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('A region code is wanted: 0, 35, 3578, 357801 or 3578011001.');
}

import type { Command } from 'commander';
import { readSettings } from './settings';
import { Failure, terminalOf } from './terminal';
import { usernameOf, withUsers } from './user-work';

const HELP = `
People of other roles are tied by their names when they first come by the identity provider. Administrators and supervisors
are not: a name is no proof enough for them. The subject is what the provider calls the person for good ("sub").

Examples:
  posko user link kepala --subject 5f0c7a4e-7d1c-4b57-a4b6-3a1b2c1d9e8f
  posko user link kepala --none`;

interface Options {
  subject?: string;
  none?: true;
  issuer?: string;
}

export function addUserLink(group: Command): void {
  group
    .command('link')
    .argument('<username>')
    .description('tie an account to one at the identity provider (OpenID Connect)')
    .option('--subject <sub>', "the person's id at the identity provider")
    .option('--issuer <url>', 'the provider (POSKO_OPENID_ISSUER)')
    .option('--none', 'untie it')
    .addHelpText('after', HELP)
    .action(async (name: string, { subject: sub, ...options }: Options, command: Command) => {
      const terminal = terminalOf(command);
      const username = usernameOf(name);
      if ((sub === undefined) !== (options.none === true)) throw new Failure('Give a --subject, or --none.', 2);
      const issuer = options.issuer ?? readSettings().openid?.issuer;
      if (sub !== undefined && issuer === undefined) {
        throw new Failure('No identity provider is set: POSKO_OPENID_ISSUER or --issuer.', 2);
      }
      const subject = sub === undefined || issuer === undefined ? null : { issuer, sub };
      await withUsers(terminal, (users) => users.link(username, subject));
      terminal.result(
        { username, subject },
        subject === null ? `${username} is untied.` : `${username} is tied to ${sub} at ${issuer}.`,
      );
    });
}

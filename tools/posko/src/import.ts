import type { Command } from 'commander';
import { addImportContacts } from './import-contacts';
import { addImportContests } from './import-contests';
import { addImportPaslon } from './import-paslon';
import { addImportJatim, addImportRegister } from './import-register';
import { addImportSirekap } from './import-sirekap';

export function registerImport(program: Command): void {
  const group = program
    .command('import')
    .description(
      'bring in what others publish: a register of TPS, contests, Sirekap’s files, telephone numbers; with or without a running server',
    );
  addImportRegister(group);
  addImportJatim(group);
  addImportPaslon(group);
  addImportContests(group);
  addImportSirekap(group);
  addImportContacts(group);
}

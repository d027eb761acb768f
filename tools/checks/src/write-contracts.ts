/** `npm run contracts`: writes the golden file anew. */
import { writeFileSync } from 'node:fs';
import { CONTRACTS_FILE, contractsText } from './contracts';

writeFileSync(CONTRACTS_FILE, contractsText());
process.stdout.write(`${CONTRACTS_FILE} written: review the difference before you commit it\n`);

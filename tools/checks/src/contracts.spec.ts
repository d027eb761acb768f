import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { CONTRACTS_FILE, contractsText } from './contracts';

it('docs/contracts.json tells of the contracts as they are (npm run contracts writes it)', () => {
  expect(JSON.parse(readFileSync(CONTRACTS_FILE, 'utf8'))).toEqual(JSON.parse(contractsText()));
});

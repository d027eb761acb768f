import { randomUUID } from 'node:crypto';
import { readActivationCode } from '@posko/domain';
import type { Page } from 'playwright-core';
import { SUPERVISOR } from './people';
import type { Room } from './room';

/** The one-time code of a TPS, as it stands in the file that a supervisor gets. Earlier codes and telephones of it end. */
export async function activationOf(room: Room, tps: string): Promise<string> {
  const { cookie } = await room.people.member(SUPERVISOR);
  const answer = await fetch(`${room.url}/api/activations`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), region: tps }),
  });
  const [, row = ''] = (await answer.text()).trim().split('\r\n');
  const code = readActivationCode(row.split(',').at(-1) ?? '');
  if (code === null) throw new Error(`No code for ${tps}: ${answer.status}`);
  return code;
}

/** The crew types what stands on its paper. */
export async function activate(page: Page, tps: string, code: string): Promise<void> {
  await page.getByLabel('Kode TPS').fill(tps);
  await page.getByLabel('Kode aktivasi').fill(code);
  await page.getByRole('button', { name: 'Aktifkan' }).click();
}

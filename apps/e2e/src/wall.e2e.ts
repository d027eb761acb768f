import { expect, it } from '@jest/globals';
import { smallTpsCode } from '@posko/testing';
import { journeys } from './room/journey';
import { morning } from './room/morning';
import { Room, until } from './room/room';
import { AWAY } from './room/visitor';

async function roomInTheMorning(): Promise<Room> {
  const room = await Room.small();
  await morning(room);
  return room;
}

journeys('the wall', roomInTheMorning, (scene) => {
  it('shows one scene after another without a hand, and begins again', async () => {
    const visitor = await scene.visit();
    await visitor.go('/wall?seconds=3');
    const heading = visitor.page.getByRole('heading', { level: 1 });
    const seen: string[] = [];
    await until(
      'four scenes and the first again',
      async () => {
        const text = await heading.innerText();
        if (seen.at(-1) !== text) seen.push(text);
        return seen.length >= 5 ? true : undefined;
      },
      40_000,
    );
    expect(new Set(seen).size).toBe(4);
    expect(seen[4]).toBe(seen[0]);
  });

  it('is live: a TPS that reports leaves the count of its kecamatan', async () => {
    const visitor = await scene.visit();
    await visitor.go('/wall?scene=overdue');
    const row = visitor.page.getByRole('row').filter({ hasText: 'Donorojo' });
    await row.getByText('3', { exact: true }).waitFor();
    await scene.room.report(smallTpsCode(7), { stage: 'open' });
    await row.getByText('2', { exact: true }).waitFor({ timeout: 20_000 });
  });

  it('says when it is no longer current', async () => {
    const visitor = await scene.visit({ expects: [AWAY] });
    await visitor.go('/wall?scene=mosaik');
    await visitor.page.locator('posko-wall-page.live').waitFor({ timeout: 20_000 });
    await scene.room.end('SIGKILL');
    await visitor.page.getByRole('alert').waitFor({ timeout: 40_000 });
    await scene.room.start();
    await visitor.page.getByRole('alert').waitFor({ state: 'hidden', timeout: 40_000 });
  }, 150_000);
});

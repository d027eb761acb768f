import { expect, it } from '@jest/globals';
import { busyDesk } from './room/busy-desk';
import type { BusyDesk } from './room/busy-desk';
import { journeys } from './room/journey';
import { looksOf } from './room/look';
import { morning } from './room/morning';
import { Room } from './room/room';
import { BOARD_SCREENS, DESK_SCREENS } from './room/screens';

journeys('every screen, large and small, light and dark', roomAtWork, (scene) => {
  it.each([...BOARD_SCREENS, ...DESK_SCREENS])(
    '$name',
    async (screen) => {
      expect(await looksOf(scene, screen, desk)).toEqual([]);
    },
    180_000,
  );
});

let desk: BusyDesk;

async function roomAtWork(): Promise<Room> {
  const room = await Room.small();
  await morning(room);
  desk = await busyDesk(room);
  return room;
}

import { livelyTime } from './demo';
import { readSettings } from './settings';

describe('posko demo', () => {
  it.each([
    [{}, '2024-11-27T06:40:00+07:00'],
    [{ POSKO_VOTING_DAY: '2029-11-28' }, '2029-11-28T06:40:00+07:00'],
  ])('begins with %j shortly before the first TPS open on the day of voting', (environment, time) => {
    expect(livelyTime(readSettings(environment).votingDay)).toBe(time);
  });
});

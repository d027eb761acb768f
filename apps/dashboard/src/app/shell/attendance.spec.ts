import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UNATTENDED_HEADER } from '@posko/contracts';
import { Attendance } from './attendance';

describe('Attendance', () => {
  const before = globalThis.fetch;
  let now = 1_000_000;
  let sent: Headers[] = [];
  beforeEach(() => {
    sent = [];
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    globalThis.fetch = (_input, init) => {
      sent.push(new Headers(init?.headers));
      return Promise.resolve({} as Response);
    };
  });
  afterEach(() => {
    jest.restoreAllMocks();
    globalThis.fetch = before;
  });

  const ask = async (attendance: Attendance): Promise<string | null> => {
    await attendance.fetch('/api/clock', { headers: { accept: 'application/json' } });
    expect(sent.at(-1)?.get('accept')).toBe('application/json');
    return sent.at(-1)?.get(UNATTENDED_HEADER) ?? null;
  };

  it('marks what is asked two minutes after the last sign of a hand, until there is another', async () => {
    const attendance = TestBed.inject(Attendance);
    expect(await ask(attendance)).toBeNull();
    now += 119_999;
    expect(await ask(attendance)).toBeNull();
    now += 1;
    expect(await ask(attendance)).toBe('1');
    for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel']) {
      document.body.dispatchEvent(new Event(sign, { bubbles: true }));
      expect([sign, await ask(attendance)]).toEqual([sign, null]);
      now += 120_000;
      expect([sign, await ask(attendance)]).toEqual([sign, '1']);
    }
  });
});

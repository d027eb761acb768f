import { FieldOutbox } from './field-outbox';
import type { UnsentReport } from './field-outbox';
import { lastTime, timeOfDay } from './time-of-day';

function report(change: Partial<UnsentReport> = {}): UnsentReport {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    tps: '3578041001002',
    stage: 'open',
    occurredAt: '2024-11-27T00:03:00.000Z',
    ...change,
  };
}
const SECOND = report({ id: '00000000-0000-4000-8000-000000000002', stage: 'closed' });

beforeEach(() => localStorage.clear());

describe('the outbox of a phone', () => {
  it('keeps reports in order, also for the page that is loaded next', () => {
    const outbox = new FieldOutbox(localStorage);
    outbox.add(report());
    outbox.add(SECOND);
    expect(new FieldOutbox(localStorage).all()).toEqual([report(), SECOND]);
    new FieldOutbox(localStorage).remove(report().id);
    expect(outbox.all()).toEqual([SECOND]);
    expect(outbox.isForgetful).toBe(false);
  });

  it('loses nothing that a second tab has added', () => {
    const [one, other] = [new FieldOutbox(localStorage), new FieldOutbox(localStorage)];
    one.add(report());
    other.add(SECOND);
    one.refuse(report().id, 'invalid-request');
    expect(other.all()).toEqual([report({ refusal: 'invalid-request' }), SECOND]);
  });

  it('is not held up by an entry that cannot be read', () => {
    localStorage.setItem('posko.field.outbox', JSON.stringify([{ id: 'no uuid' }, report()]));
    expect(new FieldOutbox(localStorage).all()).toEqual([report()]);
    localStorage.setItem('posko.field.outbox', 'torn {');
    expect(new FieldOutbox(localStorage).all()).toEqual([]);
  });

  it('says so where the phone keeps nothing, and holds the reports as long as the page lives', () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    } as never;
    for (const storage of [null, full]) {
      const outbox = new FieldOutbox(storage);
      outbox.add(report());
      outbox.add(SECOND);
      expect(outbox.all()).toEqual([report(), SECOND]);
      expect(outbox.isForgetful).toBe(true);
    }
  });
});

describe('the time of day that a crew says', () => {
  const now = Date.parse('2024-11-27T07:05:00+07:00');
  const moment = { now, utcOffsetMinutes: 420 };

  it('is shown as the field of a browser wants it', () => {
    expect(timeOfDay(moment)).toBe('07:05');
  });

  it('is the last one there was: today, or yesterday where it would lie ahead', () => {
    const iso = (text: string): string => new Date(lastTime(text, moment) ?? 0).toISOString();
    expect(iso('07:03')).toBe('2024-11-27T00:03:00.000Z');
    expect(iso('07:06')).toBe('2024-11-27T00:06:00.000Z');
    expect(iso('23:50')).toBe('2024-11-26T16:50:00.000Z');
    expect(iso('00:10')).toBe('2024-11-26T17:10:00.000Z');
  });

  it('is none where it is none', () => {
    expect(['', '7:03', '24:00', '12:60'].map((text) => lastTime(text, moment))).toEqual([null, null, null, null]);
  });
});

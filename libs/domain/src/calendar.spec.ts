import { describe, expect, it } from '@jest/globals';
import { calendarOf, lateMinutes, silenceOf } from './calendar';
import { stageIndex } from './stage';
import type { Stage } from './stage';

const calendar = calendarOf('2024-11-27');
const at = (text: string): number => Date.parse(`${text}+07:00`);
const silence = (stage: Stage, now: string, countedAt: string | null = null): string | null => {
  const standing = { stage: stageIndex(stage), countedAt: countedAt === null ? null : at(countedAt) };
  const found = silenceOf(calendar, standing, at(now));
  return found === null
    ? null
    : `${found.missing} since ${new Date(found.since + 7 * 3_600_000).toISOString().slice(0, 16)}`;
};

describe('the calendar of 27 November 2024', () => {
  it.each<[string, Stage, string, string | null]>([
    ['nothing is owed before the eve', 'unreported', '2024-11-26T17:59:59', null],
    ['readiness is owed from 18.00 on the eve', 'unreported', '2024-11-26T18:00:00', 'ready since 2024-11-26T18:00'],
    ['who is ready owes nothing that night', 'ready', '2024-11-27T07:29:59', null],
    ['opening is late after 07.30', 'ready', '2024-11-27T07:30:00', 'open since 2024-11-27T07:30'],
    [
      'the first stage missed is the one that counts',
      'unreported',
      '2024-11-27T15:00:00',
      'ready since 2024-11-26T18:00',
    ],
    ['closing is late after 14.00', 'open', '2024-11-27T14:00:00', 'closed since 2024-11-27T14:00'],
    ['who closed may count until 20.00', 'closed', '2024-11-27T19:59:59', null],
    ['who is still counting at 20.00 is late', 'counting', '2024-11-27T20:00:00', 'counted since 2024-11-27T20:00'],
    ['who has sent owes nothing more', 'sent', '2024-12-01T00:00:00', null],
    ['nobody owes anything once the provincial recapitulation has ended', 'unreported', '2024-12-10T00:00:00', null],
    ['the day before that, they still do', 'unreported', '2024-12-09T23:59:59', 'ready since 2024-11-26T18:00'],
  ])('%s', (_name, stage, now, expected) => {
    expect(silence(stage, now)).toBe(expected);
  });

  it('what was counted is to be sent within three hours, each TPS by its own time', () => {
    expect(silence('counted', '2024-11-27T18:59:59', '2024-11-27T16:00:00')).toBeNull();
    expect(silence('counted', '2024-11-27T19:00:00', '2024-11-27T16:00:00')).toBe('sent since 2024-11-27T19:00');
    expect(silence('sent', '2024-11-27T23:00:00', '2024-11-27T16:00:00')).toBeNull();
  });

  it('tells by how many minutes a report was late', () => {
    const late = (stage: Stage, time: string, countedAt?: string): number =>
      lateMinutes(calendar, { stage, occurredAt: at(time) }, countedAt === undefined ? null : at(countedAt));
    expect(late('open', '2024-11-27T07:29:59')).toBe(0);
    expect(late('open', '2024-11-27T07:45:30')).toBe(15);
    expect(late('counting', '2024-11-28T07:00:00')).toBe(0);
    expect(late('sent', '2024-11-27T20:00:00', '2024-11-27T16:30:00')).toBe(30);
    expect(late('sent', '2024-11-27T20:00:00')).toBe(0);
  });

  it('is told in local time, also further east', () => {
    const wit = calendarOf('2024-11-27', 540);
    expect(new Date(wit.startsAt).toISOString()).toBe('2024-11-26T15:00:00.000Z');
    expect(() => calendarOf('27-11-2024')).toThrow(RangeError);
  });
});

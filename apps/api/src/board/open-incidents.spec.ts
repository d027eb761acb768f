import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@posko/domain';
import { smallTpsCode, smallTree } from '@posko/testing';
import { OpenIncidents } from './open-incidents';

const incident = (id: string, position: number, status: Incident['status'] = 'new'): Incident =>
  ({ id, place: smallTpsCode(position), status }) as Incident;

describe('the mark of open incidents', () => {
  it('stays until the last incident at a TPS has ended', () => {
    const open = new OpenIncidents(smallTree());
    expect([open.put(incident('a', 3)), open.put(incident('b', 3))]).toEqual([[3], [3]]);
    expect(open.put(incident('a', 3, 'waiting'))).toEqual([]);
    expect(open.put(incident('a', 3, 'resolved'))).toEqual([3]);
    expect(open.isAt(3)).toBe(true);
    open.put(incident('b', 3, 'invalid'));
    expect(open.isAt(3)).toBe(false);
    open.put(incident('b', 3, 'reopened'));
    expect(open.isAt(3)).toBe(true);
  });

  it('moves with its incident, and regions have none', () => {
    const open = new OpenIncidents(smallTree());
    open.put(incident('a', 3));
    expect(open.put(incident('a', 7))).toEqual([3, 7]);
    expect([open.isAt(3), open.isAt(7)]).toEqual([false, true]);
    expect(open.put({ ...incident('c', 0), place: '3578' as Incident['place'] })).toEqual([]);
  });
});

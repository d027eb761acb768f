import { describe, expect, it } from '@jest/globals';
import type { IncidentChanged } from '@posko/contracts';
import { SYSTEM_ACTOR, openIncident, DEFAULT_INCIDENT_POLICY as policy } from '@posko/domain';
import type { Incident, JournalEntry } from '@posko/domain';
import { smallTpsCode } from '@posko/testing';
import { IncidentFeed } from './incident-feed';
import type { FeedRoom } from './incident-feed';

const incident = (id: string, position: number): Incident =>
  openIncident(
    { id, number: 1, kind: 'LOG-01', place: smallTpsCode(position) as Incident['place'], note: 'rahasia' },
    { by: SYSTEM_ACTOR, at: 0, policy },
  );
const opened = (seq: number, of: Incident): JournalEntry => ({
  ...{ seq, at: 0, commandId: '', subject: of.place },
  ...{ kind: 'incident.opened.v1', body: { incident: of, actor: SYSTEM_ACTOR } },
});
const moved = (seq: number, of: Incident, from: number): JournalEntry => ({
  ...{ seq, at: 0, commandId: '', subject: of.place, kind: 'incident.changed.v1' },
  body: { incident: of, change: {}, movedFrom: smallTpsCode(from) as Incident['place'], actor: SYSTEM_ACTOR },
});
const other = (seq: number): JournalEntry => ({
  ...{ seq, at: 0, commandId: '', subject: '', kind: 'calendar.passed.v1', body: { at: '2024-11-27T00:00:00Z' } },
});

/** A feed that stands at entry 10, and what it says. */
async function feedAt10(): Promise<{ feed: IncidentFeed; said: [FeedRoom, IncidentChanged][]; flush: () => void }> {
  const journal = { head: () => Promise.resolve({ seq: 10, hash: '' }) };
  const feed = new IncidentFeed(journal as never, { currentAt: 0 } as never);
  await feed.load();
  const said: [FeedRoom, IncidentChanged][] = [];
  return { feed, said, flush: () => feed.flush({ changed: (room, message) => said.push([room, message]) }) };
}
const surabaya = { region: '3578', canRead: true };
const pacitan = { region: '3501', canRead: false };

describe('the live feed of incidents', () => {
  it('tells each room its own, once per window, as they are now', async () => {
    const { feed, said, flush } = await feedAt10();
    feed.opened(surabaya);
    feed.opened(pacitan);
    const [a, b] = [incident('a', 20), incident('b', 0)];
    feed.apply([opened(11, a), opened(12, b), opened(13, { ...a, version: 2 }), other(14)]);
    flush();
    flush();
    expect(said.map(([room, { from, to, incidents }]) => [room.region, from, to, incidents.length])).toEqual([
      ['3578', 10, 14, 1],
      ['3501', 10, 14, 1],
    ]);
    expect(said[0]?.[1].incidents[0]).toMatchObject({ id: 'a', version: 2, note: 'rahasia' });
    expect(said[1]?.[1].incidents[0]).not.toHaveProperty('note');
  });

  it('leaves no gap behind a room that was quiet', async () => {
    const { feed, said, flush } = await feedAt10();
    feed.opened(surabaya);
    feed.apply([opened(11, incident('b', 0))]);
    flush();
    expect(said).toEqual([]);
    feed.keepUp({ changed: (room, message) => said.push([room, message]) });
    feed.apply([opened(12, incident('a', 20))]);
    flush();
    expect(said.map(([, { from, to }]) => [from, to])).toEqual([
      [10, 11],
      [11, 12],
    ]);
  });

  it('makes a room ask again that an incident has left, and says nothing more of it', async () => {
    const { feed, said, flush } = await feedAt10();
    feed.opened(surabaya);
    feed.opened(pacitan);
    feed.apply([moved(11, incident('a', 20), 0)]);
    flush();
    expect(said.map(([room, { from, to, incidents }]) => [room.region, from, to, incidents.length])).toEqual([
      ['3578', 10, 11, 1],
      ['3501', 11, 11, 0],
    ]);
  });

  it('makes a room ask again where too much happened at once, and after everything was loaded anew', async () => {
    const { feed, said, flush } = await feedAt10();
    feed.opened(surabaya);
    feed.apply(Array.from({ length: 501 }, (_, n) => opened(11 + n, incident(`i${n}`, 20))));
    flush();
    expect(said.at(-1)?.[1]).toMatchObject({ from: 511, to: 511, incidents: [] });
    await feed.load();
    feed.apply([opened(11, incident('a', 20))]);
    flush();
    expect(said.at(-1)?.[1]).toMatchObject({ from: 10, to: 11 });
  });

  it('begins a room where the last window ended, and forgets it when it closes', async () => {
    const { feed, said, flush } = await feedAt10();
    feed.apply([opened(11, incident('a', 20))]);
    expect(feed.opened(surabaya)).toBe(11);
    flush();
    expect(said.at(-1)?.[1]).toMatchObject({ from: 10, to: 11 });
    feed.closed(surabaya);
    feed.apply([opened(12, incident('a', 20))]);
    flush();
    expect(said).toHaveLength(1);
  });
});

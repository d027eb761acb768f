import type { BenchCase } from '../bench-case';
import { figure } from '../figure';

const WITHIN_S = 10;

/** A journal as long as a national day: each entry about another TPS, the way reports look. */
const FILL = (entries: number): string => `
  INSERT INTO journal (seq, at, kind, subject, command_id, request_hash, body, hash)
  SELECT 1 + nth, timestamptz '2024-11-27 07:00+07' + nth * interval '40 milliseconds', 'tps.reported.v1', tps.code,
         gen_random_uuid(), '\\x00',
         json_build_object('stage', stage, 'occurredAt', '2024-11-27T00:00:00.000Z', 'source', 'drill', 'effect', 'advanced',
                           'standsAt', stage, 'stoodAt', stood), decode(md5(nth::text) || md5(nth::text), 'hex')
  FROM generate_series(1, ${entries}) AS nth
  JOIN tps ON tps.position = nth % (SELECT count(*) FROM tps)
  CROSS JOIN LATERAL (SELECT
    (ARRAY['ready', 'open', 'closed', 'counting', 'counted', 'sent'])[1 + (nth / (SELECT count(*) FROM tps)) % 6] AS stage,
    (ARRAY['unreported', 'ready', 'open', 'closed', 'counting', 'counted'])[1 + (nth / (SELECT count(*) FROM tps)) % 6] AS stood
  ) AS stages`;

const STATES = `
  INSERT INTO tps_state (code, position, stage, marks, reports, last_seq)
  SELECT code, position, 6, 0, 16, (SELECT max(seq) FROM journal) FROM tps`;

export const START: BenchCase = {
  name: 'start',
  summary: 'start with a long journal',
  run: async (lab, { isQuick }) => {
    const databaseUrl = await lab.province('long_journal');
    const entries = isQuick ? 200_000 : 1_000_000;
    await lab.query(FILL(entries), databaseUrl);
    await lab.query(STATES, databaseUrl);
    await lab.query('ANALYZE', databaseUrl);
    const startedAt = performance.now();
    await lab.query('SELECT * FROM tps_state', databaseUrl);
    const floorMs = performance.now() - startedAt;
    const server = await lab.server({ databaseUrl });
    try {
      const cookie = await server.supervisor();
      const trendAt = performance.now();
      const response = await fetch(`${server.url}/api/board/35/trend`, { headers: { cookie } });
      if (!response.ok) throw new Error(`The trend was answered with ${response.status}`);
      const trendMs = server.startMs + performance.now() - trendAt;
      const bench = 'start';
      return [
        figure({
          bench,
          name: `ready with ${entries} journal entries after`,
          value: server.startMs / 1000,
          unit: 's',
          floor: { name: 'reading the standings by raw SQL', value: floorMs / 1000 },
          target: { atMost: WITHIN_S },
        }),
        figure({ bench, name: 'trend of the whole day there after', value: trendMs / 1000, unit: 's' }),
        figure({ bench, name: 'memory', value: (await server.memory()).rss / 2 ** 20, unit: 'MiB' }),
      ];
    } finally {
      await server.stop();
      await lab.drop('long_journal');
    }
  },
};

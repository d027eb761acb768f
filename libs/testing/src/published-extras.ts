import type {
  PublishedBulkIndex,
  PublishedContest,
  PublishedRegion,
  PublishedReleaseRef,
  ReleaseFile,
} from '@posko/contracts';
import type { TpsCode } from '@posko/domain';
import { publishedContests, publishedTree } from './published-tree';

const SHA256 = 'f00d'.repeat(16);
const FREED_AFTER_MS = 5 * 60_000;

/** A release of the governor's contest after so many TPS, as it is listed and as its file is. */
function release(number: number, arrived: number, at: string): { ref: PublishedReleaseRef; file: ReleaseFile } {
  const [contest] = publishedContests();
  if (contest === undefined) throw new Error('There is no contest');
  const seq = 100 * number;
  const top = publishedTree({ arrived, seq, at }).get(contest.file) as PublishedRegion;
  const { id, code, name, options } = contest;
  const ref: PublishedReleaseRef = {
    ...{ number, contest: id, seq, at, sha256: SHA256, corrections: number === 1 ? 2 : 0 },
    corrected: number === 1 ? ['3578021001001' as TpsCode, '3501012002006' as TpsCode] : [],
    releasedAt: new Date(Date.parse(at) + FREED_AFTER_MS).toISOString(),
    file: `rilis/${number}.json`,
    pdf: `rilis/${number}.pdf`,
    image: `rilis/${number}.png`,
  };
  return { ref, file: { ...content(top), contest: { id, code, name, options }, number, seq, at } };
}

/** What the tests do not look at is as small as it can be. */
function content(top: PublishedRegion): Omit<ReleaseFile, 'contest' | 'number' | 'seq' | 'at'> {
  const { counts } = top.region;
  const nothing = { tps: 0, voters: 0, kelurahan: 0 };
  const sentence = `Dari ${counts.expected} TPS, ${counts.counted} sudah dihitung.`;
  return {
    ...{ version: 1, utcOffsetMinutes: 420, votingDay: '2024-11-27', isRehearsal: false },
    ...{ region: top.region, rows: top.rows.map(({ file: _, ...row }) => row) },
    coverage: { counted: nothing, missing: nothing, regions: [], hasSettlements: true },
    coverageSentence: {
      id: 'TPS yang belum dihitung terbanyak di Kota Surabaya.',
      en: 'Most of the TPS not counted yet are in Kota Surabaya.',
    },
    outcome: outcomeOf(top),
    problems: [
      {
        kind: 'ENV-02',
        severity: 9,
        incidents: 2,
        places: 7,
        statuses: { inProgress: 1, new: 1 },
        since: top.at ?? '',
      },
    ],
    quickCounts: [
      {
        ...{ id: '00000000-0000-4000-8000-000000000001', institute: 'Lembaga Contoh', sample: 400, margin: 1.2 },
        ...{ at: top.at ?? '', enteredAt: top.at ?? '', shares: {} },
        lines: [{ option: '1000033', quick: 58.4, real: 57.98, difference: -0.42, isWithin: true }],
      },
    ],
    sentences: { id: [sentence, sentence, sentence], en: [sentence, sentence, sentence] },
  };
}

/** One question with its arithmetic, one that is not asked. */
function outcomeOf({ region }: PublishedRegion): ReleaseFile['outcome'] {
  const { expected, counted } = region.counts;
  const tps = expected - counted;
  const [ahead, behind] = ['1000033', '1000034'] as const;
  const [aheadVotes, behindVotes] = [ahead, behind].map((id) => region.votes.options[id] ?? 0) as [number, number];
  const [margin, coming] = [aheadVotes - behindVotes, 500 * tps];
  const votes = { ahead, behind, aheadVotes, behindVotes, margin, coming, valid: region.votes.valid, allowed: null };
  const step = { case: 'worst' as const, verdict: 'open' as const, ...votes };
  return {
    ranking: [ahead, behind].map((option) => ({ option, votes: region.votes.options[option] ?? 0 })),
    outstanding: { tps, missing: tps, held: 0, disputed: 0, voters: coming - tps, ballots: coming },
    threshold: null,
    swingPerMille: 50,
    answers: [
      {
        ...{ question: 'leader', worst: 'open', realistic: 'settled' },
        steps: [{ ...step, low: margin - coming, high: margin + coming }],
      },
    ],
    silences: { threshold: 'nothingCounted' },
  };
}

/** Two releases of an evening, the latest first, and their files. */
export function publishedReleases(): { refs: PublishedReleaseRef[]; files: ReadonlyMap<string, object> } {
  const all = [release(2, 30, '2024-11-27T19:00:00+07:00'), release(1, 12, '2024-11-27T18:30:00+07:00')];
  return {
    refs: all.map(({ ref }) => ref),
    files: new Map(all.map(({ ref, file }) => [ref.file, file])),
  };
}

/** Files of open data: two of each contest. */
export function publishedBulk(at: string): PublishedBulkIndex {
  const files = publishedContests().flatMap(({ id, top }: PublishedContest) =>
    (['csv.zip', 'ndjson'] as const).map((format, index) => ({
      ...{ contest: id, region: top, name: `${id}-${top}.${format}`, format },
      file: `bulk/${id}-${top}-${SHA256.slice(0, 16)}.${format}`,
      ...{ bytes: 12_345 * (1 + 90 * index), sha256: SHA256, rows: 40, seq: 2000 },
    })),
  );
  return { version: 1, at, files };
}

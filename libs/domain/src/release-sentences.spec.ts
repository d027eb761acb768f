import { describe, expect, it } from '@jest/globals';
import type { ContestOption } from './contest';
import { coverageOf } from './coverage';
import { coverageSentence } from './coverage-words';
import { outcomeOf } from './outcome-gauge';
import { rankedVotes, releaseSentences } from './release-sentences';
import type { Spoken } from './release-sentences';

const option = (number: number, rest: Partial<ContestOption> = {}): ContestOption => {
  return { id: String(number), kind: 'paslon', number, name: `Pasangan ${number}`, colour: null, party: null, ...rest };
};
const OPTIONS = [option(1), option(2), option(3), option(4)];

/** A night on which so many ballots are left, with votes of four pairs. */
function spoken(left: number, votes: readonly number[] = [100, 900, 300, 20]): Spoken {
  const named = Object.fromEntries(votes.map((of, index) => [String(index + 1), of]));
  const contest = { code: 'pkwkp' as const, name: 'Gubernur Jawa Timur', options: OPTIONS };
  const missing = left === 0 ? 0 : 2;
  const groups = [
    { part: '3578', villageKind: 'kelurahan' as const, tps: 8, voters: 2000, isCounted: true },
    { part: '3578', villageKind: 'kelurahan' as const, tps: missing, voters: left, isCounted: false },
  ];
  return {
    contest,
    at: Date.parse('2024-11-27T18:30:00+07:00'),
    utcOffsetMinutes: 420,
    counts: { expected: 8 + missing, counted: 8 },
    states: { counted: 8, held: 1, withdrawn: 1, received: 3 },
    votes: named,
    coverage: coverageOf(groups, [{ code: '3578', name: 'KOTA SURABAYA' }]),
    outcome: outcomeOf({
      contest,
      parts: [{ votes: named, voters: 2000, left: { voters: left, ballots: left } }],
      outstanding: { tps: missing, missing, held: 0, disputed: 0 },
      population: null,
      voters: 2500,
      swingPerMille: 100,
    }),
  };
}
const plain = (sentences: readonly string[]): string[] => sentences.map((text) => text.replaceAll('\u00a0', ' '));

describe('three sentences to say aloud', () => {
  it('tell how far the count is, how the votes stand, and what is missing', () => {
    expect(plain(releaseSentences(spoken(500), 'id'))).toEqual([
      'Sampai 27 Nov 18.30 WIB, suara 8 dari 10 TPS (80,00 %) sudah dihitung untuk Gubernur Jawa Timur; 2 TPS ditahan atau ditarik dan 3 TPS masih diperiksa.',
      'Sementara ini Pasangan 2 (nomor 2) 900 suara (68,18 %), Pasangan 3 (nomor 3) 300 suara (22,73 %) dan Pasangan 1 (nomor 1) 100 suara (7,58 %); hasil resmi ditetapkan dalam rapat pleno.',
      'Belum dihitung 2 TPS, di Kota Surabaya (2 dari 10); seandainya semua 500 suara yang masih mungkin masuk diberikan kepada satu calon lain, Pasangan 2 (nomor 2) tetap unggul.',
    ]);
    const [first] = plain(releaseSentences(spoken(500), 'en'));
    expect(first).toBe(
      'As of 27 Nov 18:30 WIB, the votes of 8 of 10 TPS (80.00%) are counted for Gubernur Jawa Timur; 2 TPS are held back or withdrawn and 3 are still being checked.',
    );
  });

  it('count one as one', () => {
    const counts = { expected: 9, counted: 8 };
    const one = spoken(500, [1, 900, 0, 0]);
    const coverage = { ...one.coverage, missing: { ...one.coverage.missing, tps: 1 } };
    const [first, second, third] = plain(releaseSentences({ ...one, counts, coverage, states: { held: 1 } }, 'en'));
    expect(first).toContain('; 1 TPS is held back or withdrawn and 0 are still being checked.');
    expect(second).toContain('Pasangan 1 (number 1) 1 vote (');
    expect(third).toContain('1 TPS is not counted yet, in Kota Surabaya (2 of 10); ');
    expect(coverageSentence(coverage, 'en')).toContain(' is not counted yet, in Kota Surabaya');
  });

  it('say that the rest can change it, and whether it would take more than a swing', () => {
    const third = (of: Spoken): string => releaseSentences(of, 'id')[2];
    expect(third(spoken(700))).toContain('cukup untuk mengubah urutan pertama, tetapi tidak bila');
    expect(third(spoken(700))).toContain('pergeseran 10 poin');
    expect(third(spoken(700, [0, 501, 500, 0]))).toContain('700 suara yang masih mungkin masuk dapat mengubah');
  });

  it('say nothing of votes while there are none, nor of what can change once all are in', () => {
    const none = plain(releaseSentences(spoken(700, [0, 0, 0, 0]), 'id'));
    expect(none[1]).toBe('Belum ada suara yang dihitung.');
    expect(none[2]).toContain('belum dapat dikatakan');
    expect(releaseSentences(spoken(0), 'id')[2]).toMatch(/^Semua TPS sudah dihitung; /);
  });

  it('rank by votes, alike by the ballot', () => {
    const { rows, total } = rankedVotes(OPTIONS, { '3': 5, '2': 5, '1': 9 });
    expect([rows.map(({ option: of }) => of.id), total]).toEqual([['1', '2', '3'], 19]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { ReleaseFile } from '@posko/contracts';
import { nightBriefing, nightRegencies } from '../testing/press-night';
import { pageOf } from './pdf-page';
import { MARGIN, PAGE } from './pdf-sheet';
import type { Drawn } from './pdf-sheet';
import { releaseTexts } from './release-texts';
import type { ReleaseTexts } from './release-texts';
import { TypeRuler } from './type-ruler';

const LETTER = 0.58;
const ruler = new TypeRuler((word) => word.length * LETTER);
const address = 'https://hasil.example.go.id/publik/#/rilis/12';

const NAMES = [
  'Dr. Drs. H. BAMBANG SETYO, A.Md., S.E., S.H., M.M., M.B.A. - RATNA KUSUMA WARDANI PRAWIRA, S.T.',
  'Prof. Dr. H. Dodik Hermawan Susanto, S.E., M.A., M.Sc. - Dr. Hj. Siti Aminah Prawira Wardani Kusuma, S.E., M.M.',
  `Prof. Dr. H. Zainal Arifin ${'Kusuma '.repeat(60)}`,
];

function texts(change: (release: ReleaseFile) => Partial<ReleaseFile> = () => ({})): ReleaseTexts {
  const release = { ...nightBriefing(), number: 12 };
  return releaseTexts({ ...release, ...change(release) });
}

function named(release: ReleaseFile): Pick<ReleaseFile, 'contest'> {
  const options = release.contest.options.map((option, index) => ({ ...option, name: NAMES[index] ?? '' }));
  return { contest: { ...release.contest, options } };
}

/** So many regions with the figures of a large one. */
function regions(count: number): Partial<ReleaseTexts> {
  const region = { name: 'Sidoarjo', counted: '1.004/1.004', votes: ['117.245', '795.217', '439.880'] };
  return { regions: Array.from({ length: count }, (_, index) => ({ ...region, name: `${region.name} ${index}` })) };
}

function drawnOf(told: ReleaseTexts): Promise<readonly Drawn[]> {
  return pageOf(told, { mark: null, sha256: 'a'.repeat(64), address }, ruler);
}

interface Box {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxOf(drawn: Drawn): Box {
  const { x, y } = drawn;
  if (!('words' in drawn)) return { what: 'bar', left: x, right: x + drawn.width, top: y, bottom: y + drawn.height };
  const { words, size } = drawn;
  return { what: words, left: x, right: x + ruler.width(words, drawn), top: y, bottom: y + size * 1.15 };
}

/** Pairs that touch; of bars, one is the ground of the other. */
function collisions(drawn: readonly Drawn[]): string[] {
  const boxes = drawn.map(boxOf);
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .filter((b) => a.what !== 'bar' || b.what !== 'bar')
      .map((b) => `${a.what} / ${b.what}`),
  );
}

function outside(drawn: readonly Drawn[]): string[] {
  return drawn
    .map(boxOf)
    .filter(({ right, bottom }) => right > PAGE.width - MARGIN + 0.01 || bottom > PAGE.height - MARGIN + 2)
    .map(({ what }) => what);
}

/** Everything that the texts can say, at its longest. */
function withoutEnd(told: ReleaseTexts, many: readonly string[]): ReleaseTexts {
  const [longest = ''] = many;
  const options = Array.from({ length: 20 }, () => told.votes.map((vote) => ({ ...vote, label: longest }))).flat();
  const said = { contest: longest, asOf: longest, rehearsal: longest, held: longest, coverage: longest };
  const lists = { problems: many, quickCounts: many, sentences: { id: [...many], en: [...many] } };
  const outcome = many.map((answer) => ({ title: answer, answer }));
  return { ...told, ...said, ...lists, ...regions(300), outcome, votes: options };
}

const wordsOf = (drawn: readonly Drawn[]): string[] => drawn.flatMap((one) => ('words' in one ? [one.words] : []));

describe('the page of a release', () => {
  const endless = 'Panjang sekali supaya barisnya patah di halaman ini, '.repeat(40);
  const many = Array.from({ length: 90 }, (_, index) => `Masalah ${index}: ${endless}`);
  const cases: readonly (readonly [string, ReleaseTexts])[] = [
    ['an ordinary night', texts()],
    ['pairs with long names', texts(named)],
    [
      'regions with long names',
      releaseTexts({
        ...nightBriefing(
          nightRegencies().map((one) => ({ ...one, name: `${one.name} DENGAN NAMA ${'PANJANG '.repeat(9)}` })),
        ),
        number: 12,
      }),
    ],
    ['more regions than fit', { ...texts(), ...regions(600) }],
    [
      'texts without an end',
      { ...texts(named), ...regions(300), coverage: endless, problems: many, quickCounts: many },
    ],
    ['all of it without an end', withoutEnd(texts(named), many)],
    ['a word without an end', { ...texts(), contest: 'x'.repeat(20_000), held: endless }],
  ];

  it.each(cases)('has room for everything on it: %s', async (_, told) => {
    const drawn = await drawnOf(told);
    expect(collisions(drawn)).toEqual([]);
    expect(outside(drawn)).toEqual([]);
    expect(wordsOf(drawn)).toEqual(expect.arrayContaining([told.provisional, address, `SHA-256 ${'a'.repeat(64)}`]));
  });

  it('tells a long name whole on two lines, and says by an ellipsis that there is more', async () => {
    const all = wordsOf(await drawnOf(texts(named))).join(' ');
    expect(all).toContain(`1. ${NAMES[0] ?? ''}`);
    expect(all).toContain(`2. ${NAMES[1] ?? ''}`);
    expect(all).toMatch(/Kusuma ?\w*… /);
  });

  it('takes more columns before it takes smaller letters, and smaller letters before it leaves out a region', async () => {
    const short = { ...texts(), problems: [], quickCounts: [], regionHeads: ['Wilayah', 'No. 1'] };
    const counted = Array.from({ length: 250 }, (_, index) => ({
      name: 'Sidoarjo',
      counted: String(index),
      votes: [],
    }));
    const looks = [38, 90, 250].map(async (count) => {
      const drawn = await drawnOf({ ...short, regions: counted.slice(0, count) });
      const columns = wordsOf(drawn).filter((words) => words === 'Wilayah').length;
      return { columns, largest: Math.max(...drawn.map((one) => ('size' in one ? one.size : 0))) };
    });
    const [few, more, many] = await Promise.all(looks);
    expect(few).toEqual({ columns: 2, largest: 22 });
    expect(more).toEqual({ columns: 4, largest: 22 });
    expect(many?.largest).toBeLessThan(22);
    expect(wordsOf(await drawnOf({ ...short, regions: counted })).join(' ')).not.toContain('wilayah lain');
  });

  it('shows all regions that fit, and counts the others', async () => {
    const shown = wordsOf(await drawnOf({ ...texts(), ...regions(600) }));
    const names = shown.filter((words) => words.startsWith('Sidoarjo'));
    expect(names.length).toBeGreaterThan(100);
    expect(shown).toContain(`dan ${600 - names.length} wilayah lain: lihat berkas rilis`);
    expect(wordsOf(await drawnOf(texts())).join(' ')).not.toContain('wilayah lain');
  });

  it('counts the entries that lists are cut by', async () => {
    const shown = wordsOf(await drawnOf({ ...texts(), problems: many }));
    const told = shown.filter((words) => words.startsWith('Masalah ')).length - 1;
    expect(shown).toContain(`dan ${90 - told} lainnya`);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ReleaseFile } from '@posko/contracts';
import { formatNumber } from '@posko/domain';
import { extractText, getDocumentProxy } from 'unpdf';
import { canonicalJson } from '../canonical-json';
import { nightBriefing, nightRegencies } from '../testing/press-night';
import { ReleaseForms } from './release-forms';
import { wrapped } from './release-svg';
import { releaseTexts } from './release-texts';

const file = (briefing = nightBriefing()): ReleaseFile => ({ ...briefing, number: 12 });
const formsOf = (of: ReleaseFile): ReleaseForms => {
  const bytes = Buffer.from(canonicalJson(of));
  return new ReleaseForms(bytes, { mark: null, sha256: createHash('sha256').update(bytes).digest('hex') });
};

/** Blanks are where a line ends; they say nothing. */
const dense = (text: string): string => text.replaceAll(/\s/g, '');
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
/** Figures as they are written, with their points and commas. */
const figuresIn = (text: string): string[] => [...text.matchAll(/\d[\d.,]*\d|\d/g)].map(([figure]) => figure);

async function pdfText(of: ReleaseFile): Promise<{ pages: number; text: string }> {
  const pdf = await getDocumentProxy(new Uint8Array(await formsOf(of).pdf()));
  return { pages: pdf.numPages, text: (await extractText(pdf, { mergePages: true })).text };
}

function svgText(of: ReleaseFile): string {
  const svg = formsOf(of).svg();
  const letters = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = '']) => words);
  return letters.join(' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe('the forms of a release', () => {
  it('say the same to the digit: every word of the texts is on the page', async () => {
    const { pages, text } = await pdfText(file());
    expect(pages).toBe(1);
    const { votes, regions, counts, ...rest } = releaseTexts(file());
    const words = [
      ...votes.flatMap(({ label, votes: of, share }) => [label, of, share]),
      ...regions.flatMap(({ name, counted, votes: of }) => [name, counted, ...of]),
      ...counts.flatMap(({ label, value }) => [label, value]),
      ...textsIn(rest),
    ];
    const page = dense(text);
    expect(words.filter((word) => !page.includes(dense(word)))).toEqual([]);
  });

  it('hold no figure that is not in the file', async () => {
    const release = file();
    const known = new Set(textsIn(releaseTexts(release)).flatMap(figuresIn));
    const { text } = await pdfText(release);
    const ofHash = createHash('sha256').update(canonicalJson(release)).digest('hex');
    const strange = (words: string): string[] =>
      figuresIn(words.replace(ofHash, '').replace('SHA-256', '')).filter((figure) => !known.has(figure));
    expect(strange(text)).toEqual([]);
    expect(strange(svgText(release))).toEqual([]);
  });

  it('tell the sums of the file, on the page and in the picture', async () => {
    const release = file();
    const { text } = await pdfText(release);
    const { region, rows, contest } = release;
    const sums = [...Object.values(region.votes.options), region.counts.counted, region.counts.expected];
    for (const sum of sums) {
      expect(text).toContain(formatNumber(sum, 'id'));
      expect(svgText(release)).toContain(formatNumber(sum, 'id'));
    }
    for (const { id } of contest.options) {
      const parts = rows.map(({ votes }) => votes.options[id] ?? 0);
      expect(parts.reduce((sum, votes) => sum + votes, 0)).toBe(region.votes.options[id]);
      for (const votes of parts) expect(text).toContain(formatNumber(votes, 'id'));
    }
  });

  it('are the same bytes whenever they are made', async () => {
    const once = await formsOf(file()).pdf();
    expect((await formsOf(file()).pdf()).equals(once)).toBe(true);
    const picture = await formsOf(file()).png();
    expect((await formsOf(file()).png()).equals(picture)).toBe(true);
    // Width and height as the head of a PNG has them.
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1080, 1350]);
  });

  it('fit on one page, also when names and reasons are long', async () => {
    const regencies = nightRegencies().map((one) => ({ ...one, name: `${one.name} DENGAN NAMA PANJANG` }));
    const release = file(nightBriefing(regencies));
    const long = 'Panjang sekali supaya barisnya patah lebih dari sekali di halaman ini, '.repeat(12);
    const { pages, text } = await pdfText({ ...release, coverageSentence: { id: long, en: long } });
    expect(pages).toBe(1);
    expect(dense(text)).toContain(dense(releaseTexts(release).provisional));
  });

  it('mark what nobody gave out', async () => {
    const bytes = Buffer.from(canonicalJson(file()));
    const forms = new ReleaseForms(bytes, { mark: 'DRAF', sha256: 'a'.repeat(64) });
    const { text } = await extractText(new Uint8Array(await forms.pdf()), { mergePages: true });
    expect(text).toContain('DRAF');
    expect(forms.svg()).toContain('>DRAF<');
    expect(formsOf(file()).svg()).not.toContain('DRAF');
  });

  it('say of a rehearsal that it is none of it real', async () => {
    const release = { ...file(), isRehearsal: true };
    const words = 'GLADI: bukan hasil pemilihan';
    expect((await pdfText(release)).text).toContain(words);
    expect(svgText(release)).toContain(words);
    expect(svgText(file())).not.toContain('GLADI');
  });

  it('let a name be no markup', () => {
    const release = file();
    const options = release.contest.options.map((option) => ({ ...option, name: '<script>&' }));
    const svg = formsOf({ ...release, contest: { ...release.contest, options } }).svg();
    expect(svg).toContain('&lt;script&gt;&amp;');
    expect(svg).not.toContain('<script>');
  });

  it('break lines at blanks', () => {
    expect(wrapped('satu dua tiga empat', 9)).toEqual(['satu dua', 'tiga', 'empat']);
    expect(wrapped('pemberangkatan', 5)).toEqual(['pemberangkatan']);
  });
});

describe('the bytes of a release', () => {
  it('are spelled in one way, whatever the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined, '10': 2, '9': 1 })).toBe(
      '{"10":2,"9":1,"b":[1,{"c":"x","d":null}]}',
    );
    expect(JSON.parse(canonicalJson(file()))).toEqual(JSON.parse(JSON.stringify(file())));
  });
});

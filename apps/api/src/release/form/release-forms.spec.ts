import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ReleaseFile } from '@posko/contracts';
import { formatNumber } from '@posko/domain';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { canonicalJson } from '../canonical-json';
import { nightBriefing, nightRegencies } from '../testing/press-night';
import { ReleaseForms } from './release-forms';
import type { FormTerms } from './release-forms';
import { wrapped } from './release-svg';
import { releaseTexts } from './release-texts';

const file = (briefing = nightBriefing()): ReleaseFile => ({ ...briefing, number: 12 });
const formsOf = (of: ReleaseFile, terms: Partial<FormTerms> = {}): ReleaseForms => {
  const bytes = Buffer.from(canonicalJson(of));
  return new ReleaseForms(bytes, { mark: null, sha256: createHash('sha256').update(bytes).digest('hex'), ...terms });
};

/** Blanks are where a line ends; they say nothing. */
const dense = (text: string): string => text.replaceAll(/\s/g, '');
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
/** Figures as they are written, with their points and commas. */
const figuresIn = (text: string): string[] => [...text.matchAll(/\d[\d.,]*\d|\d/g)].map(([figure]) => figure);

async function pdfText(of: ReleaseFile, terms: Partial<FormTerms> = {}): Promise<{ pages: number; text: string }> {
  const pdf = await getDocumentProxy(new Uint8Array(await formsOf(of, terms).pdf()));
  return { pages: pdf.numPages, text: (await extractText(pdf, { mergePages: true })).text };
}

function svgText(of: ReleaseFile, terms: Partial<FormTerms> = {}): string {
  const svg = formsOf(of, terms).svg();
  const letters = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = '']) => words);
  return letters.join(' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Of a contest of parties; the first has the most votes. */
function parties(count: number): ReleaseFile {
  const release = file();
  const [first] = release.contest.options;
  const options = Array.from({ length: count }, (_, index) => {
    return { ...first, id: String(index + 1), kind: 'party', number: index + 1, name: `Partai ${index + 1}` };
  });
  const votes = Object.fromEntries(options.map(({ id }, index) => [id, 1000 * (count + 2 - index)]));
  const region = { ...release.region, votes: { ...release.region.votes, options: votes, parties: votes } };
  const contest = { ...release.contest, options } as ReleaseFile['contest'];
  return { ...release, contest, region, quickCounts: [] };
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

  it('are one page of whatever number of regions', async () => {
    const release = file();
    for (const count of [250, 600]) {
      const rows = Array.from({ length: count }, (_, index) => release.rows[index % release.rows.length]);
      const { pages } = await pdfText({ ...release, rows } as ReleaseFile);
      expect(pages).toBe(1);
    }
  });

  it('print no name under its votes', async () => {
    const name =
      'Prof. Dr. H. Dodik Hermawan Susanto, S.E., M.A., M.Sc. - Dr. Hj. Siti Aminah Prawira Wardani Kusuma, S.E., M.M.';
    const release = file();
    const options = release.contest.options.map((option) => ({ ...option, name }));
    const pdf = await getDocumentProxy(
      new Uint8Array(await formsOf({ ...release, contest: { ...release.contest, options } }).pdf()),
    );
    const items = (await (await pdf.getPage(1)).getTextContent()).items.flatMap((item) =>
      'str' in item ? [item] : [],
    );
    const figures = items.filter(({ str }) => /^\d[\d.]* suara$/.test(str));
    expect(figures).toHaveLength(3);
    for (const { transform } of figures) {
      const [left, base] = [Number(transform[4]), Number(transform[5])];
      const beside = items.filter(({ transform: other, str }) => Number(other[5]) === base && str.includes('Prof'));
      expect(beside).toHaveLength(1);
      for (const { transform: other, width } of beside) expect(Number(other[4]) + width).toBeLessThan(left);
    }
    const { text } = await pdfText({ ...release, contest: { ...release.contest, options } });
    expect(dense(text)).toContain(dense(name));
  });

  it('tell of every party: those that are not drawn stand in a line of the page, and are counted in the picture', async () => {
    const release = parties(18);
    const { text } = await pdfText(release);
    expect(dense(text)).toContain(dense('Lainnya: 9. Partai 9 12.000 (5,80 %); 10. Partai 10 11.000 (5,31 %)'));
    expect(dense(text)).toContain(dense('18. Partai 18 3.000 (1,45 %)'));
    expect(svgText(release)).toContain('dan 13 lainnya');
    expect((await pdfText(parties(8))).text).not.toContain('Lainnya');
    expect(svgText(parties(5))).not.toContain('lainnya');
  });

  it('name the permanent page of the release where there is one', async () => {
    const publicationUrl = 'https://hasil.example.go.id/publik/';
    const address = 'https://hasil.example.go.id/publik/#/rilis/12';
    expect((await pdfText(file(), { publicationUrl })).text).toContain(address);
    expect(svgText(file(), { publicationUrl })).toContain(address);
    const long = `https://${'hasil.'.repeat(30)}go.id/`;
    expect((await pdfText(file(), { publicationUrl: long })).text).toContain(`${long}#/rilis/12`);
    const without: Partial<FormTerms>[] = [{}, { publicationUrl, mark: 'DIBATALKAN' }];
    for (const terms of without) {
      expect((await pdfText(file(), terms)).text).not.toContain('#/rilis');
      expect(svgText(file(), terms)).not.toContain('#/rilis');
    }
  });

  it('are titled by their number and contest', async () => {
    const { info } = await getMeta(new Uint8Array(await formsOf(file()).pdf()));
    expect(info['Title']).toBe('Rilis #12: Gubernur Jawa Timur');
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

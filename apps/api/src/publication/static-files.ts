import type { ContestCode } from '@posko/domain';
import { PUBLISHED_VERSION } from '@posko/contracts';
import type { TreeFile } from './tree/tree-file';
import { candidatesAddress, publishedCandidates } from './view/index-text';
import { localTime } from './view/local-time';
import type { PublishedState } from './view/published-state';
import { electionOf, folderOf, paslonText, placesText } from './view/sirekap-text';

/** What the tree was made for: another register, other contests or another layout make it anew. */
export interface TreeMark {
  readonly layout: number;
  /** Hash of the journal entry that brought the register, so that no other database is taken for ours. */
  readonly register: string;
  readonly contests: number;
}

/** To be raised with every change of what stands in the files. */
export const LAYOUT = 2;
export const MARK_PATH = 'v1/tree.json';

export function markText(mark: TreeMark): string {
  return JSON.stringify({ version: PUBLISHED_VERSION, ...mark });
}

/** Files that change only with the register or the contests: names of places, candidates. */
export function* staticFiles(state: PublishedState, at: number, utcOffsetMinutes: number): Generator<TreeFile[]> {
  const ts = localTime(at, utcOffsetMinutes);
  for (const code of state.codes) {
    const contests = state.of(code).map(({ contest }) => contest);
    const path = `${electionOf(code)}/paslon/${code}.json`;
    yield [{ path, text: paslonText(code, contests, ts), hasTwins: true }];
    for (const files of places(state, code)) yield files;
    yield contests.flatMap((contest) => {
      const candidates = publishedCandidates(contest);
      if (candidates === null) return [];
      return [{ path: `v1/${candidatesAddress(contest)}`, text: JSON.stringify(candidates), hasTwins: true }];
    });
  }
  const { tree } = state;
  const names = tree.codes.map((code, at) => [code, tree.nameOf(at)]);
  yield [
    { path: 'v1/regions.json', text: JSON.stringify({ version: PUBLISHED_VERSION, regions: names }), hasTwins: true },
  ];
}

/** A list of places at a time of those in one kecamatan or above. */
function* places(state: PublishedState, code: ContestCode): Generator<TreeFile[]> {
  const { tree } = state;
  const root = `wilayah/${electionOf(code)}/${code}`;
  yield [{ path: `${root}/0.json`, text: placesText(tree, -1), hasTwins: true }];
  let files: TreeFile[] = [];
  for (const [region, own] of tree.codes.entries()) {
    if (own === '0') continue;
    files.push({
      path: `${root}/${folderOf(own)}.json`,
      text: placesText(tree, region),
      hasTwins: tree.levels[region] !== 'desa',
    });
    if (files.length < 500) continue;
    yield files;
    files = [];
  }
  yield files;
}

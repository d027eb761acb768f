import { GOVERNOR, MAYOR, PARLIAMENT } from '../shell/testing/contests';
import { contestsLike, homeOf } from './contest-home';
import { sortedRows } from './below-rows';
import { sumsOf } from './testing/totals';
import { voteLines } from './vote-lines';

it('adds the candidates to their party, and keeps both apart below it', () => {
  const votes = { '1': 10, '101': 5, '102': 1, '2': 7, '201': 0 };
  const published = { ...sumsOf(1), options: votes };
  const none = { ...sumsOf(0), options: {} };
  const lines = voteLines(PARLIAMENT, { published, held: none, received: published });
  expect(lines.map(({ option, votes: all }) => [option.name, all.published, all.held])).toEqual([
    ['Partai Satu', 16, 0],
    ['Partai Dua', 7, 0],
  ]);
  expect(lines[0]?.of).toEqual({ published: 23, held: 0, received: 23 });
  expect(lines[0]?.parts.map((part) => part.votes.published)).toEqual([10, 5, 1]);
});

it.each([
  ['the own region within a larger contest', ['35'], '3578', '3578'],
  ['the whole area within a larger scope', ['3578'], '35', '3578'],
  ['what holds all of a dapil', ['3578', '3515'], '35', '35'],
  ['the own region where it is a part of a dapil', ['3578', '3515'], '3515', '3515'],
  ['everything where nothing holds a dapil', ['3578', '3173'], '0', '0'],
])('begins with %s', (_, regions, scope, home) => {
  expect(homeOf({ regions: regions as never }, scope)).toBe(home);
});

it.each([
  ['wali sura', [MAYOR.id]],
  ['jawa', [GOVERNOR.id, PARLIAMENT.id]],
  ['pkwkk', [MAYOR.id]],
  ['3578', [MAYOR.id, PARLIAMENT.id]],
  ['timur jaya', []],
  [' ', [GOVERNOR.id, MAYOR.id, PARLIAMENT.id]],
])('finds by the beginnings of words: %s', (typed, found) => {
  expect(contestsLike([GOVERNOR, MAYOR, PARLIAMENT], typed).map(({ id }) => id)).toEqual(found);
});

it('sorts TPS by number, and what has no figures last', () => {
  const row = {
    link: [],
    expected: 1,
    tps: { published: 0, held: 0, received: 0 },
    state: null,
    isBlind: false,
    gradient: 'none',
  };
  const rows = [
    { ...row, code: '1', name: 'TPS 10', votes: new Map([['a', 1]]) },
    { ...row, code: '2', name: 'TPS 2', votes: null },
    { ...row, code: '3', name: 'TPS 3', votes: new Map([['a', 9]]) },
  ];
  const names = (by: 'name' | 'option:a', isDescending: boolean): string[] =>
    sortedRows(rows, { by, isDescending }).map(({ name }) => name);
  expect(names('name', false)).toEqual(['TPS 2', 'TPS 3', 'TPS 10']);
  expect(names('option:a', true)).toEqual(['TPS 3', 'TPS 10', 'TPS 2']);
});

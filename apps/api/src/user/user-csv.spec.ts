import { describe, expect, it } from '@jest/globals';
import { readUserCsv } from './user-csv';

const HEAD = 'username,display_name,role,region';

describe('a list of people', () => {
  it('is read with comma or semicolon, columns in any order, further ones passed over', () => {
    const comma = readUserCsv(`${HEAD}\nsiti.aminah,"Aminah, Siti",operator,3578\n`);
    const semicolon = readUserCsv(
      '\uFEFFregion;note;Role;DISPLAY_NAME;username\r\n3578;x;operator;Aminah, Siti; Siti.Aminah \r\n\r\n',
    );
    const person = { username: 'siti.aminah', displayName: 'Aminah, Siti', role: 'operator', region: '3578', line: 2 };
    expect([comma, semicolon]).toEqual([
      { lines: [person], issues: [] },
      { lines: [person], issues: [] },
    ]);
  });

  it('names every mistake with line and column, and goes on to the next line', () => {
    const rows = [
      HEAD,
      'ok.one,One,operator,35',
      'A,Two,king,35',
      'b_two,,viewer,357',
      'c.three,Three',
      'ok.one,X,viewer,35',
    ];
    const { lines, issues } = readUserCsv(rows.join('\n'));
    expect(lines.map(({ line }) => line)).toEqual([2, 6]);
    expect(issues.map(({ line, column }) => [line, column])).toEqual([
      [3, 'username'],
      [3, 'role'],
      [4, 'display_name'],
      [4, 'region'],
      [5, ''],
      [6, 'username'],
    ]);
    expect(issues.at(-1)?.message).toBe('"ok.one" stands on line 2 already');
  });

  it.each([
    [
      '',
      [
        [1, 'username'],
        [1, 'display_name'],
        [1, 'role'],
        [1, 'region'],
      ],
    ],
    ['username,role,region\na.b,operator,35', [[1, 'display_name']]],
    ['username,username,display_name,role,region\na.b,a.b,A,operator,35', [[1, 'username']]],
    [HEAD, [[1, '']]],
    [`${HEAD}\na.b,"A,operator,35`, [[2, '']]],
    [`${HEAD}\n${'a.b,A,operator,35\n'.repeat(5001)}`, [[5002, '']]],
  ])('that is none is refused: %#', (csv, places) => {
    const { lines, issues } = readUserCsv(csv);
    expect(lines).toEqual([]);
    expect(issues.map(({ line, column }) => [line, column])).toEqual(places);
  });
});

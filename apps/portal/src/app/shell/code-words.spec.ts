import { codeIn } from './code-words';

describe('a code that somebody wrote', () => {
  it.each([
    ['3578021001005', '3578021001005'],
    ['35.78.02.1001', '3578021001'],
    ['35 78', '3578'],
    ['357', null],
    ['tps 5', null],
    ['TPS 3578021001005', '3578021001005'],
    ['tps 35.78.02.1001.005', '3578021001005'],
    ['kec. 357802', '357802'],
    ['desa 3578021001, surabaya', '3578021001'],
    ['tps 35 sidosermo', null],
    ['tps 999 sidosermo', null],
    ['desa 35780210011', null],
    ['sidosermo', null],
  ])('reads %s as a code: %s', (words, code) => expect(codeIn(words)).toBe(code));
});

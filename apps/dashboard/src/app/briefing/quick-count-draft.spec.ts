import { GOVERNOR, PARLIAMENT } from '../shell/testing/contests';
import { faultOf, figuresOf, isHundred, shareOf, sharedOptions, sumOf } from './quick-count-draft';
import type { QuickCountDraft } from './quick-count-draft';

const WHOLE: QuickCountDraft = {
  ...{ institute: ' Lembaga Satu ', at: '2024-11-27T16:00', sample: '400', margin: '1,25' },
  shares: { '1000032': '8.5', '1000033': '58,45', '1000034': '33,05' },
};
const fault = (change: Partial<QuickCountDraft>): unknown => faultOf({ ...WHOLE, ...change }, GOVERNOR.options);

it.each([
  ['52,4', 52.4],
  [' 52.45 ', 52.45],
  ['0', 0],
  ['100', 100],
  ['100,01', null],
  ['5,123', null],
  ['-1', null],
  ['', null],
  ['1.000', null],
])('reads %j as %j', (text, value) => {
  expect(shareOf(text)).toBe(value);
});

it('names the first field that is not as it has to be', () => {
  expect(fault({})).toBeNull();
  expect(fault({ institute: ' ' })).toEqual({ field: 'institute', fault: 'missing' });
  expect(fault({ sample: '0' })).toEqual({ field: 'sample', fault: 'whole' });
  expect(fault({ sample: '4,5' })).toEqual({ field: 'sample', fault: 'whole' });
  expect(fault({ margin: 'x' })).toEqual({ field: 'margin', fault: 'number' });
  expect(fault({ shares: { '1000032': '8,5' } })).toEqual({ field: '1000033', fault: 'missing' });
});

it('adds shares up without the slips of floating point, and lets rounding miss a hundred by one', () => {
  expect(sumOf(WHOLE, GOVERNOR.options)).toBe(100);
  expect(sumOf({ shares: { '1000032': '0,1', '1000033': '0,2' } }, GOVERNOR.options)).toBe(0.3);
  expect([98.99, 99, 101, 101.01].map(isHundred)).toEqual([false, true, true, false]);
});

it('asks for parties where there are parties, not for their candidates', () => {
  expect(sharedOptions(PARLIAMENT.options).map(({ id }) => id)).toEqual(['1', '2']);
});

it('takes the time as that of the place', () => {
  expect(figuresOf(WHOLE, GOVERNOR.options, 420)).toEqual({
    ...{ institute: 'Lembaga Satu', at: '2024-11-27T09:00:00.000Z', sample: 400, margin: 1.25 },
    shares: { '1000032': 8.5, '1000033': 58.45, '1000034': 33.05 },
  });
});

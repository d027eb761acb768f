import { incidentRow } from '@posko/testing';
import { commonRegion, usualKind } from './parent-draft';

it('the region of a parent is the smallest that holds all', () => {
  expect(commonRegion(['3578041001001', '3578041001004'], '35')).toBe('3578041001');
  expect(commonRegion(['3578041001001', '3578041002001'], '35')).toBe('357804');
  expect(commonRegion(['3578041001001', '3573'], '35')).toBe('35');
  expect(commonRegion(['357804', '3578041001001'], '35')).toBe('357804');
  expect(commonRegion(['3578041001001', '1101012001001'], '0')).toBe('0');
  expect(commonRegion([], '35')).toBe('35');
});

it('its kind is that of most', () => {
  const rows = (['ENV-01', 'ENV-02', 'ENV-02'] as const).map((kind) => incidentRow({ kind }));
  expect(usualKind(rows)).toBe('ENV-02');
  expect(usualKind([])).toBeNull();
});

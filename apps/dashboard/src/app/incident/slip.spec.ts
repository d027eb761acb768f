// cspell:ignore banjr bnajir bannjir bxnjir bxnjxr kbon kebonsri
import { isSlip, isSlipOfWhole } from './slip';

it('knows one slip from two', () => {
  expect(isSlip('banjir', 'banjr')).toBe(true);
  expect(isSlip('banjir', 'bnajir')).toBe(true);
  expect(isSlip('banjir', 'bannjir')).toBe(true);
  expect(isSlip('banjir', 'bxnjir')).toBe(true);
  expect(isSlip('banjir', 'bxnjxr')).toBe(false);
  expect(isSlip('banjir', 'longsor')).toBe(false);
});

it('takes a beginning for a slip only while typing', () => {
  expect(isSlip('kebonsari', 'kbon')).toBe(true);
  expect(isSlipOfWhole('kebonsari', 'kbon')).toBe(false);
  expect(isSlipOfWhole('kebonsari', 'kebonsri')).toBe(true);
});

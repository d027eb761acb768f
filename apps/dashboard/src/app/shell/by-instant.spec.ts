import { byInstant } from './by-instant';

it('makes each text once', () => {
  const make = jest.fn((instant: string) => instant.slice(11, 16));
  const text = byInstant(make);
  expect([text('2024-11-27T07:30:00Z'), text('2024-11-27T07:30:00Z'), text('2024-11-27T14:00:00Z')]).toEqual([
    '07:30',
    '07:30',
    '14:00',
  ]);
  expect(make).toHaveBeenCalledTimes(2);
});

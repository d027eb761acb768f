import { readContact } from './contact-row';
import type { ContactColumn } from './contact-row';

const GOOD = { place: '3578011001012', duty: 'Ketua KPPS', name: 'Siti Aminah', phone: '0812-3456-789' };

function read(changes: Partial<Record<ContactColumn, string>> = {}): unknown {
  return readContact({ line: 7, cells: { ...GOOD, ...changes } });
}

describe('readContact', () => {
  it('takes a TPS, a desa, a kecamatan and a kabupaten, with dots or without', () => {
    expect(read()).toEqual(GOOD);
    for (const place of ['3578011001', '357801', '3578']) expect(read({ place })).toEqual({ ...GOOD, place });
    expect(read({ place: '35.78.01.1001.012' })).toEqual(GOOD);
  });

  it('takes an office without a name, and straightens blanks', () => {
    expect(read({ name: ' ', duty: ' PPK  Wonocolo ' })).toEqual({ ...GOOD, name: '', duty: 'PPK Wonocolo' });
  });

  it.each([
    [{ place: '35780110' }, 'place', '"35780110" is no code of a TPS, desa or kecamatan'],
    [{ place: '' }, 'place', 'an empty cell is no code of a TPS, desa or kecamatan'],
    [{ phone: '' }, 'phone', 'an empty cell is no telephone number'],
    [{ phone: 'tidak ada' }, 'phone', '"tidak ada" is no telephone number'],
    [{ phone: '0812345678901234567' }, 'phone', '"0812345678901234567" is no telephone number'],
    [{ duty: '' }, 'duty', 'the duty is missing'],
    [{ name: 'x'.repeat(101) }, 'name', `"${'x'.repeat(40)}…" has more than 100 characters`],
    [{ name: 'Sit\ufffd' }, 'name', '"Sit\ufffd" is not written in UTF-8'],
    [{ duty: 'KPPS\u0007' }, 'duty', '"KPPS\\u0007" holds a control character'],
  ])('refuses %j', (changes, column, reason) => {
    expect(read(changes)).toEqual([{ line: 7, column, reason }]);
  });
});

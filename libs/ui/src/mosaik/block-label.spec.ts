import fc from 'fast-check';
import { abbreviations, fitLabel } from './block-label';

/** Every letter ten wide. */
const measure = (text: string): number => text.length * 10;

describe('label of a block', () => {
  it('shows all where there is room', () => {
    expect(fitLabel({ name: 'Kota Surabaya', trouble: '123' }, 400, measure)).toEqual({
      name: 'Kota Surabaya',
      hasSign: true,
      trouble: '123',
    });
  });

  it('shortens the name before it drops the figure of trouble', () => {
    expect(fitLabel({ name: 'Kota Mojokerto', trouble: '12' }, 120, measure)).toEqual({
      name: 'K.Mojo.',
      hasSign: true,
      trouble: '12',
    });
    expect(fitLabel({ name: 'Tulungagung', trouble: '' }, 60, measure).name).toBe('Tulun.');
  });

  it('keeps a kota apart from the kabupaten of its name', () => {
    expect(abbreviations('Kota Malang')[1]).toBe('K. Malang');
    expect(abbreviations('Malang')[1]).toBe('Malang');
  });

  it('keeps the sign of trouble when there is room for nothing else', () => {
    expect(fitLabel({ name: 'Batu', trouble: '7' }, 12, measure)).toEqual({ name: '', hasSign: true, trouble: '' });
    expect(fitLabel({ name: 'Batu', trouble: '' }, 20, measure)).toEqual({ name: 'Ba', hasSign: false, trouble: '' });
  });

  it('never needs more room than there is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Kota Probolinggo', 'Banyuwangi', 'Batu', 'Ngantang Barat'),
        fc.nat(9999),
        fc.nat(250),
        (name, count, room) => {
          const label = fitLabel({ name, trouble: String(count) }, room, measure);
          expect(measure(label.name + (label.hasSign ? '⚠' : '') + label.trouble)).toBeLessThanOrEqual(room);
        },
      ),
    );
  });
});

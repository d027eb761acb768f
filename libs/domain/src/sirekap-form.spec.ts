import type { ContestOption } from './contest';
import { blankForm } from './form';
import { readSirekapForm, sirekapBlocks } from './sirekap-form';

const ADMINISTRATION = {
  pemilih_dpt_l: 100,
  pemilih_dpt_p: 113,
  pemilih_dpt_j: 213,
  pengguna_total_j: 190,
  suara_sah: 185,
  suara_tidak_sah: 5,
  suara_total: 190,
};

const PEMILU = {
  chart: { null: null, '100025': 71, '100026': 64, '100027': 50 },
  images: ['https://example.org/1.jpg', null, null],
  administrasi: ADMINISTRATION,
  psu: null,
  ts: '2024-02-16 16:25:10',
  status_suara: true,
  status_adm: true,
};

describe('readSirekapForm', () => {
  it('reads the layout of the Pemilu, without the key that is no option', () => {
    const { layout, form, images, ts } = readSirekapForm(PEMILU);
    expect({ layout, images, ts }).toEqual({
      layout: 'pemilu',
      images: ['https://example.org/1.jpg'],
      ts: '2024-02-16 16:25:10',
    });
    expect(form?.votes).toEqual({
      options: { '100025': 71, '100026': 64, '100027': 50 },
      valid: 185,
      invalid: 5,
      total: 190,
    });
    expect(form?.came.total).toEqual({ l: null, p: null, j: 190 });
  });

  it('reads the layout of the Pilkada', () => {
    const { chart, administrasi, ...rest } = PEMILU;
    const read = readSirekapForm({ mode: 'hhcw', tungsura: { chart, administrasi }, ...rest });
    expect(read).toEqual({ ...readSirekapForm(PEMILU), layout: 'pilkada' });
  });

  it('has no form where neither block is there, and one where only one is', () => {
    expect(readSirekapForm({ ...PEMILU, chart: null, administrasi: null }).form).toBeNull();
    expect(readSirekapForm({ ...PEMILU, chart: null }).form?.votes.options).toEqual({});
    expect(readSirekapForm({ ...PEMILU, administrasi: null }).form?.votes.valid).toBeNull();
  });

  it('reads parties with their candidates', () => {
    const chart = { '1': { jml_suara_total: 12, jml_suara_partai: 5, '1001': 4, '1002': 3 }, null: null };
    expect(readSirekapForm({ ...PEMILU, chart }).form?.votes).toMatchObject({
      options: { '1': 5, '1001': 4, '1002': 3 },
      parties: { '1': 12 },
    });
  });

  it.each([
    ['a negative figure', { chart: { '100025': -1 } }],
    ['a fraction', { chart: { '100025': 1.5 } }],
    ['text', { chart: { '100025': '71' } }],
    ['more than a form can hold', { administrasi: { suara_sah: 10_000 } }],
    ['a list', { chart: [] }],
  ])('refuses %s', (_, change) => {
    expect(() => readSirekapForm({ ...PEMILU, ...change })).toThrow();
  });

  it.each([[[]], [{}], [null], ['chart'], [{ chart: null }]])('refuses what is no such file: %j', (json) => {
    expect(() => readSirekapForm(json)).toThrow();
  });
});

describe('what Sirekap would publish of a form', () => {
  const option = (id: string, kind: ContestOption['kind'], party: string | null = null): ContestOption => {
    return { id, kind, number: 1, name: id, colour: null, party };
  };

  it('is read back as the same form, of pairs', () => {
    const options = [option('100025', 'paslon'), option('100026', 'kolomKosong')];
    const { form } = readSirekapForm({ ...PEMILU, chart: { '100025': 71, '100026': 0 } });
    if (form === null) throw new Error('There is a form');
    const { chart, administrasi } = sirekapBlocks(form, { options });
    expect(readSirekapForm({ ...PEMILU, chart, administrasi }).form).toEqual(form);
    expect(administrasi).toMatchObject({ ...ADMINISTRATION, pengguna_dptb_l: null });
  });

  it('is read back as the same form, of parties with their candidates', () => {
    const options = [option('1', 'party'), option('1001', 'person', '1'), option('1002', 'person', '1')];
    const votes = { options: { '1': 5, '1001': 4, '1002': 3 }, parties: { '1': 12 }, valid: 12, invalid: 0, total: 12 };
    const form = { ...blankForm({ options }), votes };
    const { chart, administrasi } = sirekapBlocks(form, { options });
    expect(chart).toEqual({ '1': { jml_suara_total: 12, jml_suara_partai: 5, '1001': 4, '1002': 3 } });
    expect(readSirekapForm({ ...PEMILU, chart, administrasi }).form).toEqual(form);
  });
});

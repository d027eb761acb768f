import { regionName } from './region-name';

it.each([
  ['KABUPATEN PACITAN', 'kabupaten', 'Pacitan'],
  ['KOTA KEDIRI', 'kabupaten', 'Kota Kediri'],
  ['PACITAN', 'kabupaten', 'Pacitan'],
  ['Surabaya', 'kabupaten', 'Surabaya'],
  ['JAWA TIMUR', 'provinsi', 'Jawa Timur'],
  ['DKI JAKARTA', 'provinsi', 'DKI Jakarta'],
  ['KABUPATEN PANGKAJENE DAN KEPULAUAN', 'kabupaten', 'Pangkajene dan Kepulauan'],
  ['KADUARA BARAT II', 'desa', 'Kaduara Barat II'],
  ["PA'ONG", 'desa', "Pa'ong"],
  ['KEDUNG-BARUK (TIMUR)', 'desa', 'Kedung-Baruk (Timur)'],
] as const)('%s is read as people say it', (name, level, expected) => {
  expect(regionName(name, level)).toBe(expected);
});

import * as z from 'zod';
import { NATIONAL_CODE, RegionCode } from './code';
import { Contest, inOrder } from './contest';
import type { ContestCode, ContestOption } from './contest';

/** Contests whose options Sirekap publishes as pairs. */
export const PASLON_CODES = ['pkwkp', 'pkwkk', 'ppwp'] as const satisfies readonly ContestCode[];
export type PaslonCode = (typeof PASLON_CODES)[number];

const Entry = z.looseObject({ nama: z.string(), nomor_urut: z.int().min(0), warna: z.string().nullish() });
const Entries = z.record(z.string().regex(/^\d{1,12}$/), Entry);
const ByArea = z.record(RegionCode, Entries);

const EMPTY_BOX = /^kolom kosong\b/i;
const COLOUR = /^#[0-9A-Fa-f]{6}$/;
const FIRST_KOTA = 71;

/**
 * Contests of one of Sirekap's `paslon` files: `{area: {id: {nama, warna, nomor_urut}}}`, at a Pilkada; the president's has no
 * area. The empty box beside a single pair is an option like any other there, with an id and a number. Throws a ZodError
 * where it is no such file.
 * @param nameOf name of the area, undefined where the register does not have it
 */
export function readPaslon(
  code: PaslonCode,
  json: unknown,
  nameOf: (region: string) => string | undefined,
): { contests: Contest[]; otherAreas: RegionCode[] } {
  const areas = code === 'ppwp' ? { [NATIONAL_CODE]: Entries.parse(json) } : ByArea.parse(json);
  const contests: Contest[] = [];
  const otherAreas: RegionCode[] = [];
  for (const [area, entries] of Object.entries(areas)) {
    const region = RegionCode.parse(area);
    const name = region === NATIONAL_CODE ? '' : nameOf(region);
    if (name === undefined) {
      otherAreas.push(region);
      continue;
    }
    const id = `${code}-${region}`;
    const profile = code === 'ppwp' ? 'pemilu' : 'pilkada';
    const shown = { name: contestName(code, region, name), options: optionsOf(entries) };
    contests.push(Contest.parse({ id, code, regions: [region], profile, ...shown }));
  }
  return { contests: inOrder(contests), otherAreas: otherAreas.sort() };
}

function optionsOf(entries: z.infer<typeof Entries>): ContestOption[] {
  const options = Object.entries(entries).map(([id, { nama, nomor_urut: number, warna }]): ContestOption => {
    const isEmptyBox = EMPTY_BOX.test(nama.trim());
    return {
      id,
      kind: isEmptyBox ? 'kolomKosong' : 'paslon',
      number,
      name: isEmptyBox ? 'Kolom Kosong' : nama.trim(),
      colour: COLOUR.test(warna ?? '') ? (warna ?? null) : null,
      party: null,
    };
  });
  return options.sort((a, b) => a.number - b.number);
}

/** "Gubernur Jawa Timur", "Bupati Bangkalan", "Wali Kota Surabaya": what stands on the ballot. */
export function contestName(code: PaslonCode, region: string, regionName: string): string {
  if (code === 'ppwp') return 'Presiden dan Wakil Presiden';
  const name = properName(regionName.replace(/^(KOTA|KABUPATEN|KAB\.)\s+/i, ''));
  if (code === 'pkwkp') return `Gubernur ${name}`;
  return Number(region.slice(2, 4)) < FIRST_KOTA ? `Bupati ${name}` : `Wali Kota ${name}`;
}

/** Registers write names in capitals or as they are; only what is all in capitals is written anew. */
function properName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== trimmed.toUpperCase()) return trimmed;
  return trimmed.toLowerCase().replaceAll(/(^|[\s(-])(dki|di|\p{L})/gu, (part) => part.toUpperCase());
}

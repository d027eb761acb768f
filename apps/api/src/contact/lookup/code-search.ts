import { tpsCodeFrom } from '@posko/domain';
import type { RegionTree } from '@posko/domain';

const FEWEST_DIGITS = 2;
const DESA_DIGITS = 10;
const TPS_DIGITS = 13;

/** The code that is typed, without dots and blanks; null where it is something else. */
export function typedCode(text: string): string | null {
  const code = text.replaceAll(/[.\s-]/g, '');
  return /^[1-9]\d*$/.test(code) && code.length >= FEWEST_DIGITS && code.length <= TPS_DIGITS ? code : null;
}

/** Codes that begin as typed, at most `limit`: the region of exactly that code, then TPS in register order. */
export function codesFrom(tree: RegionTree, code: string, limit: number): string[] {
  const region = tree.indexOf(code);
  const codes = region < 0 ? [] : [code];
  for (const position of positionsFrom(tree, code)) {
    if (codes.length >= limit) break;
    codes.push(tree.tpsCodeAt(position));
  }
  return codes;
}

function* positionsFrom(tree: RegionTree, code: string): Generator<number> {
  const region = firstRegion(tree, code.slice(0, DESA_DIGITS));
  if (region < 0) return;
  for (let position = tree.first[region] ?? 0; position < tree.size; position++) {
    const desa = tree.codeOf(tree.desaAt[position] ?? -1);
    if (!desa.startsWith(code.slice(0, DESA_DIGITS))) return;
    if (tpsCodeFrom(desa, tree.tpsNumberAt(position)).startsWith(code)) yield position;
  }
}

/** The first region whose code begins so, -1 if there is none; codes stand in order, each region before what lies in it. */
function firstRegion(tree: RegionTree, prefix: string): number {
  let low = 0;
  for (let high = tree.regionCount; low < high;) {
    const middle = (low + high) >> 1;
    if (tree.codeOf(middle) < prefix) low = middle + 1;
    else high = middle;
  }
  return tree.codeOf(low).startsWith(prefix) ? low : -1;
}

import { Injectable } from '@nestjs/common';
import type { Contact, LookupHit, LookupResponse } from '@posko/contracts';
import { covers, desaCodeOf, isTpsSubject, looksLikePhone, phoneDigits, scopeIndex, stageAt } from '@posko/domain';
import type { RegionTree } from '@posko/domain';
import { ContactReader } from '../../platform/contact/contact-reader';
import { wordQuery } from '../../platform/incident/incident-words';
import { SilenceReader } from '../../platform/silence/silence-reader';
import { codesFrom, typedCode } from './code-search';
import { DesaIndex, typedPlace, wordsOf } from './desa-index';
import { LookupRepository } from './lookup.repository';

export interface Lookup {
  readonly q: string;
  readonly limit: number;
  /** Where the person who asks may look. */
  readonly scope: string;
}

type Found = Pick<LookupHit, 'place' | 'match'> & { readonly contact?: Contact };

/** Shortest word of a name that is looked for. */
const SHORTEST_NAME = 2;

/** Finds the TPS that a caller speaks of while the operator types: by code, then number, then desa, then name. */
@Injectable()
export class LookupService {
  private index: { tree: RegionTree; desa: DesaIndex } | null = null;

  constructor(
    private readonly silence: SilenceReader,
    private readonly lookup: LookupRepository,
    private readonly contacts: ContactReader,
  ) {}

  async find(lookup: Lookup): Promise<LookupResponse> {
    const found = [...this.byCode(lookup), ...(await this.byPhone(lookup))];
    if (found.length < lookup.limit) found.push(...this.byDesa(lookup));
    if (found.length < lookup.limit) found.push(...(await this.byName(lookup)));
    return { rows: await this.hitsOf(distinct(found).slice(0, lookup.limit)) };
  }

  private byCode({ q, scope, limit }: Lookup): Found[] {
    const code = typedCode(q);
    if (code === null || !(covers(scope, code) || scope.startsWith(code))) return [];
    const codes = codesFrom(this.silence.tree, code.length < scope.length ? scope : code, limit);
    return codes.filter((place) => covers(scope, place)).map((place) => ({ place, match: 'code' }));
  }

  private async byPhone({ q, ...search }: Lookup): Promise<Found[]> {
    if (!looksLikePhone(q)) return [];
    const digits = phoneDigits(q);
    const known = await this.lookup.byPhone(digits, search);
    const callers = known.length < search.limit ? await this.callers(q, search.scope) : [];
    const found = [...known, ...callers.filter(({ phone }) => phoneDigits(phone).startsWith(digits))];
    return found.map((contact) => ({ place: contact.place, match: 'phone', contact }));
  }

  private byDesa({ q, scope, limit }: Lookup): Found[] {
    const { words, number } = typedPlace(q);
    const { tree } = this.silence;
    const index = this.indexOf(tree);
    const desa = index.find(words, (code) => covers(scope, code));
    const tps = number === null ? [] : desa.map((at) => index.positionOf(at, number)).filter((at) => at >= 0);
    const places = tps.length > 0 ? tps.map((at) => tree.tpsCodeAt(at)) : desa.map((at) => tree.codeOf(at));
    return places.slice(0, limit).map((place) => ({ place, match: 'desa' }));
  }

  private async byName({ q, ...search }: Lookup): Promise<Found[]> {
    const { words } = typedPlace(q);
    if (words.length === 0 || words.some((word) => /\d/.test(word))) return [];
    if (!words.some(({ length }) => length >= SHORTEST_NAME)) return [];
    const known = await this.lookup.byName(words, search);
    const callers = known.length < search.limit ? await this.callers(words.join(' '), search.scope) : [];
    const found = [...known, ...callers.filter(({ name }) => isNamed(name, words))];
    return found.map((contact) => ({ place: contact.place, match: 'name', contact }));
  }

  /** People who called before; whoever asks still has to see which of their words was found. */
  private async callers(typed: string, scope: string): Promise<Contact[]> {
    const words = wordQuery(typed);
    return words === null ? [] : this.lookup.callers(words, scope);
  }

  private async hitsOf(found: readonly Found[]): Promise<LookupHit[]> {
    const { current, tree } = this.silence;
    const bare = found.filter(({ contact }) => contact === undefined).map(({ place }) => place);
    const known = bare.length === 0 ? new Map<string, Contact[]>() : await this.contacts.at(bare);
    return found.map(({ place, match, contact }) => {
      const isTps = isTpsSubject(place);
      const path = tree.pathOf(scopeIndex(tree, isTps ? desaCodeOf(place) : place)).reverse();
      return {
        place,
        match,
        path: path.map((region) => tree.refOf(region)),
        contact: contact ?? known.get(place)?.[0] ?? null,
        stage: isTps ? stageAt(current.board.stages[tree.positionOf(place)] ?? 0) : null,
      };
    });
  }

  private indexOf(tree: RegionTree): DesaIndex {
    if (this.index?.tree !== tree) this.index = { tree, desa: new DesaIndex(tree) };
    return this.index.desa;
  }
}

function isNamed(name: string, typed: readonly string[]): boolean {
  const words = wordsOf(name);
  return typed.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

/** Each place and number once, as it was found first. */
function distinct(found: readonly Found[]): Found[] {
  const byKey = new Map<string, Found>();
  for (const hit of found) {
    const key = `${hit.place} ${phoneDigits(hit.contact?.phone ?? '')}`;
    if (!byKey.has(key)) byKey.set(key, hit);
  }
  return [...byKey.values()];
}

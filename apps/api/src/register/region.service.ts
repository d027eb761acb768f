import { Injectable } from '@nestjs/common';
import type { RegionsResponse } from '@posko/contracts';
import { scopeIndex } from '@posko/domain';
import type { RegionTree } from '@posko/domain';
import { LRUCache } from 'lru-cache';
import { ApiError } from '../platform/http/api-error';
import { EncodedBody } from '../platform/http/encoded-body';
import { RegisterHolder } from '../platform/register/register-holder';
import type { Register } from '../platform/register/register-holder';

/** Lists kept written out and compressed: the whole, the regencies, and some smaller scopes. */
const KEPT_LISTS = 64;

@Injectable()
export class RegionService {
  private register: Register | null = null;
  private readonly lists = new LRUCache<number, EncodedBody>({ max: KEPT_LISTS });

  constructor(private readonly holder: RegisterHolder) {}

  /** The regions of `code` and below, written out and compressed once per version. */
  of(code: string): EncodedBody {
    const register = this.holder.current();
    if (register.version === 0) throw new ApiError('not-ready');
    if (this.register !== register) this.lists.clear();
    this.register = register;
    const root = scopeIndex(register.tree, code);
    if (root < 0) throw new ApiError('region-not-found');
    const held = this.lists.get(root) ?? listOf(register, root);
    this.lists.set(root, held);
    return held;
  }
}

function listOf(register: Register, root: number): EncodedBody {
  const json = Buffer.from(JSON.stringify(responseOf(register, root)));
  return new EncodedBody(`"${register.version}-${root}"`, 'application/json; charset=utf-8', json);
}

/** Code order puts a region's descendants right behind it. */
function responseOf({ version, tree }: Register, root: number): RegionsResponse {
  const rows: RegionsResponse['rows'] = [];
  for (let index = root; index < tree.regionCount && tree.isWithin(index, root); index++) rows.push(rowOf(tree, index));
  return { version, offset: tree.first[root] ?? 0, tps: tree.count[root] ?? 0, rows };
}

function rowOf(tree: RegionTree, index: number): RegionsResponse['rows'][number] {
  const [code, name, count] = [tree.codeOf(index), tree.nameOf(index), tree.count[index] ?? 0];
  const first = tree.first[index] ?? 0;
  if (tree.levels[index] !== 'desa' || tree.tpsNumberAt(first + count - 1) === count) return [code, name, count];
  return [code, name, count, Array.from({ length: count }, (_, offset) => tree.tpsNumberAt(first + offset))];
}

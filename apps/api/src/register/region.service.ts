import { Injectable } from '@nestjs/common';
import type { RegionsResponse } from '@posko/contracts';
import type { RegionTree } from '@posko/domain';
import { EncodedBody } from '../platform/http/encoded-body';
import { RegisterHolder } from '../platform/register/register-holder';
import type { Register } from '../platform/register/register-holder';

@Injectable()
export class RegionService {
  private held: { readonly register: Register; readonly list: EncodedBody } | null = null;

  constructor(private readonly holder: RegisterHolder) {}

  /** The regions, written out and compressed once per version; null while there is no register. */
  current(): EncodedBody | null {
    const register = this.holder.current();
    if (register.version === 0) return null;
    if (this.held?.register !== register) {
      const json = Buffer.from(JSON.stringify(responseOf(register)));
      this.held = { register, list: new EncodedBody(`"${register.version}"`, 'application/json; charset=utf-8', json) };
    }
    return this.held.list;
  }
}

function responseOf({ version, tree }: Register): RegionsResponse {
  return { version, offset: 0, tps: tree.size, rows: tree.codes.map((_, index) => rowOf(tree, index)) };
}

function rowOf(tree: RegionTree, index: number): RegionsResponse['rows'][number] {
  const [code, name, count] = [tree.codeOf(index), tree.nameOf(index), tree.count[index] ?? 0];
  const first = tree.first[index] ?? 0;
  if (tree.levels[index] !== 'desa' || tree.tpsNumberAt(first + count - 1) === count) return [code, name, count];
  return [code, name, count, Array.from({ length: count }, (_, offset) => tree.tpsNumberAt(first + offset))];
}

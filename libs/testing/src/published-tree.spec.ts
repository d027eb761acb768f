import { describe, expect, it } from '@jest/globals';
import { PUBLISHED_FILES } from '@posko/contracts';
import type { PublishedDesa, PublishedIndex, PublishedRegion } from '@posko/contracts';
import { publishedTree } from './published-tree';

describe('a sample of the published tree', () => {
  const tree = publishedTree();
  const at = (address: string): unknown => tree.get(address);

  it('has the shapes that are published', () => {
    for (const [address, file] of tree) {
      const [, name] = /^(?:[\w-]+\/)?(index|regions|calon)\.json$/.exec(address) ?? [];
      const kind = name === 'calon' ? 'candidates' : (name as 'index' | 'regions' | undefined);
      const schema = PUBLISHED_FILES[kind ?? ('tps' in file ? 'desa' : 'region')];
      expect({ address, error: schema.safeParse(file).error }).toEqual({ address, error: undefined });
    }
  });

  it('names a file for every region, and adds up from the TPS to the top', () => {
    for (const contest of (at('index.json') as PublishedIndex).contests) {
      const desa: PublishedDesa[] = [];
      const walk = (address: string): void => {
        const file = at(address) as PublishedRegion | PublishedDesa;
        if ('tps' in file) desa.push(file);
        else for (const row of file.rows) walk(row.file ?? '');
      };
      walk(contest.file);
      const { region } = at(contest.file) as PublishedRegion;
      const forms = desa.flatMap(({ tps }) => tps.flatMap(({ form }) => form ?? []));
      const valid = forms.reduce((sum, { votes }) => sum + (votes.valid ?? 0), 0);
      expect(region.counts.counted).toBe(forms.length);
      expect(region.votes.valid).toBe(valid);
      expect(Object.values(region.votes.options).reduce((sum, votes) => sum + votes, 0)).toBe(valid);
    }
  });
});

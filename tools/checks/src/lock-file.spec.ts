import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Package = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const LockFile = z.object({ packages: z.record(z.string(), Package) });

const { packages } = LockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

/** Whether a package finds another one where Node would look for it: beside itself and in every folder above. */
function isFound(from: string, name: string): boolean {
  const parts = from.split('/node_modules/');
  const folders = parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/`);
  return ['', ...folders].some(
    (folder) => packages[`${folder === '/' ? '' : folder}node_modules/${name}`] !== undefined,
  );
}

describe('package-lock.json', () => {
  // npm leaves out what it cannot reach while it writes the file, and `npm ci` then refuses the whole of it.
  it('names every package that another one wants, those of other platforms too', () => {
    const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !isFound(path, name))
        .map((name) => `${name} (for ${path})`),
    );
    expect(missing).toEqual([]);
  });
});

import * as mdi from '@mdi/js';
import { TestBed } from '@angular/core/testing';
import { Icon } from './icon';
import type { IconName } from './icon';
import * as ui from './index';

const drawings = new Set<unknown>(Object.values(mdi));
const own = Object.entries(ui)
  .filter(([name]) => name.endsWith('Icons'))
  .flatMap(([table, icons]) => Object.entries(icons).map(([name, path]) => [table, name, path] as const));

async function drawn(name: IconName): Promise<string | null | undefined> {
  const fixture = TestBed.createComponent(Icon);
  fixture.componentRef.setInput('name', name);
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).querySelector('path')?.getAttribute('d');
}

describe('icons', () => {
  it.each(own)('%s: %s is a drawing of the set', (_table, _name, path) => {
    expect(drawings).toContain(path);
  });

  it('are drawn by a name of the core', async () => {
    expect(await drawn('check')).toBe(mdi.mdiCheck);
  });

  it('are drawn by the path that a feature brings along', async () => {
    expect(await drawn(ui.tpsIcons.copy)).toBe(mdi.mdiContentCopy);
  });
});

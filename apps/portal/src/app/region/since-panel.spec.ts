import { TestBed } from '@angular/core/testing';
import type { ComponentFixture } from '@angular/core/testing';
import { FakeClock, publishedContests, publishedTree } from '@posko/testing';
import { FakeServer } from '../shell/testing/fake-server';
import { SincePanel } from './since-panel';

const MARKED = 'Keadaan sekarang menjadi titik banding.';

describe('what changed since', () => {
  let fixture: ComponentFixture<SincePanel>;
  const said = (): string => (fixture.nativeElement as HTMLElement).querySelector('[role=status]')?.textContent ?? '';

  beforeEach(() => {
    localStorage.clear();
    const tree = publishedTree();
    TestBed.configureTestingModule({ providers: new FakeServer(tree).providers(new FakeClock()) });
    fixture = TestBed.createComponent(SincePanel);
    fixture.componentRef.setInput('key', 'pkwkp-35/35');
    fixture.componentRef.setInput('contest', publishedContests()[0]);
    fixture.componentRef.setInput('file', tree.get('pkwkp-35/35.json'));
    fixture.detectChanges();
  });

  it('says that the comparison begins now, until another region is shown', () => {
    expect(said()).toBe('');
    (fixture.nativeElement as HTMLElement).querySelector('button')?.click();
    fixture.detectChanges();
    expect(said()).toBe(MARKED);
    fixture.componentRef.setInput('file', publishedTree({ seq: 2001 }).get('pkwkp-35/35.json'));
    fixture.detectChanges();
    expect(said()).toBe(MARKED);
    fixture.componentRef.setInput('key', 'pkwkp-35/3578');
    fixture.detectChanges();
    expect(said()).toBe('');
  });
});

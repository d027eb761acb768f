import { TestBed } from '@angular/core/testing';
import type { PublishedDesa, PublishedTps } from '@posko/contracts';
import { FakeClock, publishedContests, publishedTree } from '@posko/testing';
import { FakeServer } from '../shell/testing/fake-server';
import { ActList } from './act-list';

it('tells what was taken back before it was corrected, each with its own document', async () => {
  const all = [...publishedTree().values()].flatMap((file) => ('tps' in file ? (file as PublishedDesa).tps : []));
  const corrected = all.find(({ state }) => state === 'corrected');
  if (corrected === undefined) throw new Error('no correction');
  const withdrawal = { at: '2024-11-27T18:05:00+07:00', reason: 'Angka milik TPS lain', document: 'BA-17' };
  const tps: PublishedTps = {
    ...corrected,
    corrections: corrected.corrections.map((act) => ({ ...act, at: '2024-11-27T18:20:00+07:00', withdrawal })),
  };
  TestBed.configureTestingModule({ providers: new FakeServer(publishedTree()).providers(new FakeClock()) });
  const fixture = TestBed.createComponent(ActList);
  fixture.componentRef.setInput('contest', publishedContests()[0]);
  fixture.componentRef.setInput('tps', tps);
  fixture.componentRef.setInput('told', { from: 'server', savedAt: 0, clockAhead: 0, file: null });
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const said = [...element.querySelectorAll('h3, dd')].map(({ textContent }) => textContent.trim());
  expect(said).toEqual([
    expect.stringContaining('18.20'),
    ...['Angka pasangan pertama salah dibaca dari foto', 'Berita acara PPS 12/PPS/XI/2024'],
    expect.stringContaining('18.05'),
    ...['Angka milik TPS lain', 'BA-17'],
  ]);
});

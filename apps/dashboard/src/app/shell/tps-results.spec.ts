import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { emptyResult } from '@posko/domain';
import type { TpsCode } from '@posko/domain';
import { GOVERNOR, MAYOR, PARLIAMENT } from './testing/contests';
import { FakeRoom } from './testing/fake-room';
import { settle } from './testing/settle';
import { words } from './testing/words';
import { TpsResults } from './tps-results';

const CODE = '3573011001001' as TpsCode;

it('tells the state of each contest of the TPS, of no other, and leads to its page', async () => {
  const room = new FakeRoom();
  const malang = { ...MAYOR, id: 'pkwkk-3573' as never, name: 'Wali Kota Malang', regions: ['3573' as never] };
  room.answer('contests', () => ({ seq: 1, contests: [GOVERNOR, MAYOR, malang, PARLIAMENT] }));
  room.answer('result', ({ params }) => {
    const state = params?.['contest'] === 'pkwkp-35' ? 'held' : 'published';
    return { result: { ...emptyResult(GOVERNOR.id, CODE), state } };
  });
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  const fixture = TestBed.createComponent(TpsResults);
  fixture.componentRef.setInput('code', CODE);
  await settle(fixture);
  const element = fixture.nativeElement as HTMLElement;
  expect([...element.querySelectorAll('li')].map(words)).toEqual([
    'Gubernur Jawa Timur Ditahan',
    'Wali Kota Malang Terpublikasi',
  ]);
  expect(element.querySelector('a')?.getAttribute('href')).toBe(`/results/pkwkp-35/tps/${CODE}`);
  expect(element.querySelectorAll('.trouble')).toHaveLength(1);
});

it('takes no room where nothing is voted on', async () => {
  const room = new FakeRoom();
  room.answer('contests', () => ({ seq: 0, contests: [] }));
  TestBed.configureTestingModule({ providers: [provideRouter([]), room.providers()] });
  const fixture = TestBed.createComponent(TpsResults);
  fixture.componentRef.setInput('code', CODE);
  await settle(fixture);
  expect(words(fixture.nativeElement as HTMLElement)).toBe('');
});

import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { PublishedDesa } from '@posko/contracts';
import { FakeClock, publishedContests, publishedTree } from '@posko/testing';
import { FakeServer } from '../shell/testing/fake-server';
import { TpsTable } from './tps-table';

const tree = publishedTree();
const whole = [...tree].find(([path]) => path.startsWith('pkwkp-35/3578021001'))?.[1] as PublishedDesa;
/** The desa, the votes of its first TPS left blank on the form. */
const desa: PublishedDesa = {
  ...whole,
  tps: whole.tps.map((tps, index) => {
    if (index > 0 || tps.form === null) return tps;
    const { votes } = tps.form;
    const options = Object.fromEntries(Object.keys(votes.options).map((id) => [id, null]));
    return { ...tps, form: { ...tps.form, votes: { ...votes, options, total: null } } };
  }),
};

describe('the table of TPS', () => {
  it('has no figure where the form has none, a blank sum too', () => {
    const server = new FakeServer(tree);
    TestBed.configureTestingModule({ providers: [provideRouter([]), ...server.providers(new FakeClock())] });
    const fixture = TestBed.createComponent(TpsTable);
    fixture.componentRef.setInput('contest', publishedContests()[0]);
    fixture.componentRef.setInput('desa', desa);
    fixture.componentRef.setInput('told', { file: desa, from: 'server', savedAt: 0, clockAhead: 0 });
    fixture.detectChanges();
    const rows = [...(fixture.nativeElement as HTMLElement).querySelectorAll('tbody tr')];
    const figures = rows.map((row) => [...row.querySelectorAll('.figure')].map((cell) => cell.textContent.trim()));
    expect(desa.tps[0]?.form?.votes.total).toBeNull();
    expect(figures[0]).toEqual(['–', '–', '–', '–']);
    expect(figures.slice(1).flat()).toContainEqual(expect.stringMatching(/^\d/));
  });
});

import { readViews, removeView, saveView } from './saved-views';

beforeEach(() => localStorage.clear());

const LOGISTICS = { name: 'Logistik', query: { view: 'open', sort: 'due', kind: 'LOG', minSeverity: 7 } } as const;

describe('saved views', () => {
  it('are there again, by name', () => {
    const views = saveView(saveView([], LOGISTICS), { name: ' Banjir ', query: { view: 'all', sort: 'opened' } });
    expect(views.map(({ name }) => name)).toEqual(['Banjir', 'Logistik']);
    expect(readViews()).toEqual(views);
  });

  it('are replaced under the same name, and removed', () => {
    const once = saveView([], LOGISTICS);
    const twice = saveView(once, { ...LOGISTICS, query: { view: 'mine', sort: 'due' } });
    expect(twice).toEqual([{ name: 'Logistik', query: { view: 'mine', sort: 'due' } }]);
    expect(removeView(twice, 'Logistik')).toEqual([]);
    expect(readViews()).toEqual([]);
    expect(saveView([], { ...LOGISTICS, name: '  ' })).toEqual([]);
  });

  it('that make no sense are passed over', () => {
    localStorage.setItem('posko.queue.views', '[1, {"name":2,"query":{}}, {"name":"x","query":{"view":"gone"}}]');
    expect(readViews()).toEqual([{ name: 'x', query: { view: 'open', sort: 'due' } }]);
    localStorage.setItem('posko.queue.views', 'no');
    expect(readViews()).toEqual([]);
  });
});

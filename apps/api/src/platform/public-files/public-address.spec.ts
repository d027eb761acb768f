import { cacheControlOf, pathOf, typeOf } from './public-address';

describe('addresses of public files', () => {
  it.each([
    ['/publik/', 'index.html'],
    ['/publik/?utm=1', 'index.html'],
    ['/publik/v1/index.json?x=%2e%2e', 'v1/index.json'],
    ['/publik/pilkada/hhcw/pkwkp/35.json', 'pilkada/hhcw/pkwkp/35.json'],
  ])('%s is %s', (url, path) => {
    expect(pathOf(url, '/publik/')).toBe(path);
  });

  it.each(['../x', 'v1/../../x', 'v1//x', '.git/config', 'v1/%2e%2e/x', 'a\\b', 'v1/', 'a\0b', 'a b'])(
    '%j leads nowhere',
    (path) => {
      expect(pathOf(`/publik/${path}`, '/publik/')).toBeNull();
    },
  );

  it('hold for ever where their names are their content, and for seconds elsewhere', () => {
    const forEver = ['v1/isi/ab/abc.json', 'v1/unduh/a.csv.zip', 'foto/ab/c.jpg', 'main-A1B2C3D4.css'];
    for (const path of [...forEver, 'chunk-Bfs9D_uB.js'])
      expect([path, cacheControlOf(path)]).toEqual([path, expect.stringContaining('immutable')]);
    for (const path of ['index.html', 'ngsw.json', 'ngsw-worker.js'])
      expect([path, cacheControlOf(path)]).toEqual([path, 'no-cache']);
    expect(cacheControlOf('v1/index.json')).toContain('max-age=5');
    expect(typeOf('v1/x.ndjson')).toContain('ndjson');
  });
});

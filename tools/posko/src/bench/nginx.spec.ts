import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import type * as Api from '@posko/api';
import { Nginx, findNginx } from './nginx';

const program = findNginx();
const withNginx = program === null ? describe.skip : describe;

const PATHS = [
  'index.html',
  'ngsw.json',
  'ngsw-worker.js',
  'main-A1B2C3D4.js',
  'styles-A1B2C3D4.css',
  'favicon.svg',
  'robots.txt',
  'v1/index.json',
  'v1/pkwkp-35/3578.json',
  'v1/rilis/12.json',
  'v1/rilis/12.pdf',
  'v1/rilis/12.png',
  'v1/isi/ab/abc.json',
  'v1/unduh/pkwkp-35.ndjson',
  'v1/unduh/pkwkp-35.csv.zip',
  'foto/ab/abc.jpg',
  'wilayah/pilkada/35.json',
  'pilkada/hhcw/pkwkp/35.json',
];
interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const TEXT = JSON.stringify({ kode: '35', angka: Array.from({ length: 400 }, (_, nth) => nth) });

withNginx(`nginx with docker/nginx.conf${program === null ? ' (skipped: nginx is not installed)' : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'posko-nginx-'));
  const publicDir = join(folder, 'public');
  const place = (path: string, content: Buffer | string): void => {
    const target = join(publicDir, 'trees/first', path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  };
  let nginx: Nginx;
  let api: typeof Api;

  const ask = async (path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> => {
    const question = get({ port: nginx.port, host: '127.0.0.1', path, headers });
    const [response] = (await once(question, 'response')) as [IncomingMessage];
    return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
  };

  beforeAll(async () => {
    for (const path of PATHS) place(path, TEXT);
    place('v1/index.json.gz', gzipSync(TEXT));
    symlinkSync('trees/first', join(publicDir, 'publik'));
    api = await import('@posko/api');
    nginx = await Nginx.start(program ?? '', { folder, publicDir });
  });
  afterAll(async () => {
    await nginx.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(PATHS)('gives %s the type and the age that an instance gives it', async (path) => {
    const { status, headers, body } = await ask(`/publik/${path}`);
    expect([status, body.toString()]).toEqual([200, TEXT]);
    // JSON is UTF-8 by definition; to say so costs bytes where everyone asks at once.
    expect(headers['content-type']).toBe(api.typeOf(path).replace(/(json); charset=utf-8$/, '$1'));
    expect(headers['cache-control']).toBe(api.cacheControlOf(path));
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect('content-security-policy' in headers).toBe(path.endsWith('.html'));
  });

  it('hands out the compressed twin, and the page for the folder', async () => {
    const { headers, body } = await ask('/publik/v1/index.json', { 'accept-encoding': 'gzip' });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(gunzipSync(body).toString()).toBe(TEXT);
    const page = await ask('/publik/');
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' });
    const folderAlone = await ask('/publik');
    expect([folderAlone.status, folderAlone.headers.location]).toEqual([308, '/publik/']);
  });

  it('shows another tree as soon as the link leads there, and nothing that is not in it', async () => {
    expect((await ask('/publik/v1/nothing.json')).status).toBe(404);
    expect((await ask('/publik/%2e%2e/%2e%2e/nginx/nginx.conf')).status).toBe(400);
    cpSync(join(publicDir, 'trees/first'), join(publicDir, 'trees/second'), { recursive: true });
    writeFileSync(join(publicDir, 'trees/second/v1/index.json'), '{"second":true}');
    rmSync(join(publicDir, 'publik'));
    symlinkSync('trees/second', join(publicDir, 'publik'));
    // What was open stays so for a second.
    const until = Date.now() + 10_000;
    let text = '';
    while (!text.includes('second') && Date.now() < until) {
      text = (await ask('/publik/v1/index.json')).body.toString();
    }
    expect(text).toBe('{"second":true}');
  });
});

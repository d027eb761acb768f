import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../port';
import { projectRoot } from '../settings';

const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx'];
const START_MS = 10_000;

/** Where nginx is installed, null where it is not. */
export function findNginx(): string | null {
  return PLACES.find((path) => existsSync(path)) ?? null;
}

/**
 * nginx with the configuration that comes with Posko, its paths and port put to the bench's; a bare file lies beside the tree. The
 * instances that it would pass requests on to are not there: the public files need none.
 */
export class Nginx {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(program: string, { folder, publicDir }: NginxPlace): Promise<Nginx> {
    const port = await freePort();
    const home = join(folder, 'nginx');
    mkdirSync(join(home, 'tmp'), { recursive: true });
    const bare = `location /bare/ { alias ${join(folder, 'bare')}/; open_file_cache max=100; gzip off; gzip_static off; }\n    location = /nginx-health {`;
    const config = readFileSync(join(projectRoot(), 'docker/nginx.conf'), 'utf8')
      .replaceAll('/tmp/', `${join(home, 'tmp')}/`)
      .replaceAll('/data/public', publicDir)
      .replace('/dev/stderr', join(home, 'error.log'))
      .replace('listen 8080;', `listen 127.0.0.1:${port} backlog=4096;`)
      .replace('root /usr/share/nginx/html;', `root ${home};`)
      .replace('location = /nginx-health {', bare);
    const file = join(home, 'nginx.conf');
    writeFileSync(file, isRoot() ? `user root;\n${config}` : config);
    const child = spawn(program, ['-p', home, '-c', file, '-g', 'daemon off;'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    for (const until = Date.now() + START_MS; Date.now() < until;) {
      if (child.exitCode !== null) throw new Error(`nginx ended: ${said.trim()}`);
      const answer = await fetch(`http://127.0.0.1:${port}/nginx-health`).catch(() => null);
      if (answer?.status === 204) return new Nginx(child, port);
      await delay(50);
    }
    child.kill();
    throw new Error(`nginx does not answer: ${said.trim()}`);
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGQUIT');
    await exited;
  }
}

export interface NginxPlace {
  /** For its configuration and files on the way; `bare/` in it is served as it is. */
  readonly folder: string;
  readonly publicDir: string;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

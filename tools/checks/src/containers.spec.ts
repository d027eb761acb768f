/** No container is built in a test run; what its files name has to exist and to agree, though. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { ENDPOINTS } from '@posko/contracts';
import { parse } from 'yaml';
import { z } from 'zod';
import { stagesOf } from './dockerfile';
import type { Stage } from './dockerfile';

const read = (path: string): string => readFileSync(path, 'utf8');

const Service = z.object({
  image: z.string().optional(),
  build: z.object({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
  network_mode: z.string().optional(),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const Compose = z.object({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.unknown()) });
const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  scripts: z.record(z.string(), z.string()),
});

const compose = Compose.parse(parse(read('docker/compose.yaml'), { merge: true }));
const services = Object.entries(compose.services);
const instances = services.filter(([, service]) => service.build?.target === 'api');
const stages = stagesOf(read('docker/Dockerfile'));
const nginx = read('docker/nginx.conf');
const manifest = Manifest.parse(JSON.parse(read('package.json')));

const stageOf = (name: string): Stage | undefined => stages.find((stage) => stage.name === name);
const settings = (stage: Stage | undefined, name: string): string[] =>
  (stage?.instructions ?? []).filter((one) => one.name === name).map((one) => one.text);

/** Every `COPY` as [stage or null, sources, target]. */
const copies = stages.flatMap((stage) =>
  stage.instructions
    .filter(({ name }) => name === 'COPY')
    .map(({ words }) => {
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length) ?? null;
      const paths = words.filter((word) => !word.startsWith('--'));
      return { stage: stage.name, from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
    }),
);

/** A file below dist/server comes from the source of the same name. */
function sourceOf(compiled: string): string {
  return compiled.replace(/^dist\/server\//, '').replace(/\.js$/, '.ts');
}

describe('Dockerfile', () => {
  it('copies only what is there, and only past .dockerignore', () => {
    const admitted = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const sources = copies.filter((copy) => copy.from === null).flatMap((copy) => copy.sources);
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((path) => !existsSync(path))).toEqual([]);
    expect(sources.filter((path) => !admitted.includes(path))).toEqual([]);
    expect(admitted.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('takes from other stages what these make', () => {
    const build = read('tools/posko/build.mjs');
    for (const { from, sources } of copies.filter((copy) => copy.from !== null)) {
      expect(stageOf(from ?? '')).toBeDefined();
      for (const source of sources) {
        const path = source.replace(/^\/app\//, '');
        expect(path === 'node_modules' || build.includes(`'${path}/`)).toBe(true);
      }
    }
  });

  it('runs scripts that exist', () => {
    const commands = stages.flatMap((stage) => stage.instructions.filter(({ name }) => /^(RUN|CMD)$/.test(name)));
    const files = commands.filter(({ words }) => words[0] === 'node').map(({ words }) => sourceOf(words[1] ?? ''));
    expect(files).toEqual(['tools/posko/build.mjs', 'tools/posko/src/main.ts']);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const scripts = commands.flatMap(({ text }) =>
      [...text.matchAll(/npm run (?:-s )?(\S+)/g)].map((match) => match[1]),
    );
    expect(scripts.filter((script) => manifest.scripts[script ?? ''] === undefined)).toEqual([]);
  });

  it('uses the Node that the project pins', () => {
    const nodes = stages.filter((stage) => stage.image.startsWith('node:')).map((stage) => stage.image);
    expect(new Set(nodes)).toEqual(new Set([`node:${manifest.dependencies['node'] ?? ''}-bookworm-slim`]));
  });

  it.each(['api', 'web'])('runs %s as an ordinary user, with a health check', (name) => {
    const stage = stageOf(name);
    expect(settings(stage, 'USER').at(-1)).toMatch(/^(node|nginx)$/);
    expect(settings(stage, 'HEALTHCHECK')).toHaveLength(1);
  });

  it('asks the address that tells whether an instance serves', () => {
    expect(settings(stageOf('api'), 'HEALTHCHECK').join()).toContain(ENDPOINTS.ready.path);
    const [, path = ''] = /127\.0\.0\.1:8080(\/[\w-]+)/.exec(settings(stageOf('web'), 'HEALTHCHECK').join()) ?? [];
    expect(nginx).toContain(`location = ${path} {`);
  });
});

describe('compose file', () => {
  it('builds stages of the Dockerfile', () => {
    const builds = services.flatMap(([, service]) => service.build ?? []);
    // The holder of the network, two instances, nginx.
    expect(builds).toHaveLength(4);
    for (const { context, dockerfile, target } of builds) {
      expect(statSync(`docker/${context}`).isDirectory() && existsSync(`docker/${context}/${dockerfile}`)).toBe(true);
      expect(stageOf(target)).toBeDefined();
    }
  });

  it('waits for services that exist, for health only where health is checked', () => {
    for (const { depends_on: needs } of services.map(([, service]) => service)) {
      for (const [name, { condition }] of Object.entries(needs)) {
        const needed = compose.services[name];
        const isChecked = needed?.healthcheck ?? settings(stageOf(needed?.build?.target ?? ''), 'HEALTHCHECK')[0];
        expect(needed).toBeDefined();
        expect(condition === 'service_started' || isChecked !== undefined).toBe(true);
      }
    }
  });

  it('publishes one port, on loopback, and nginx listens on it', () => {
    const ports = services.flatMap(([, service]) => service.ports);
    const [, , inside] = /^(127\.0\.0\.1):\d+:(\d+)$/.exec(ports[0] ?? '') ?? [];
    expect(ports).toHaveLength(1);
    expect(nginx).toMatch(new RegExp(`listen ${inside ?? '?'};`));
  });

  it('has two instances on loopback, in one network with nginx, on the ports that nginx knows', () => {
    const known = [...nginx.matchAll(/server 127\.0\.0\.1:(\d+) /g)].map((match) => match[1]);
    expect(instances.map(([, { environment }]) => environment['PORT'])).toEqual(known);
    expect(known).toHaveLength(2);
    expect(instances.every(([, { environment }]) => environment['HOST'] === '127.0.0.1')).toBe(true);
    const networks = new Set(
      [...instances.map(([, service]) => service), compose.services['nginx']].map((service) => service?.network_mode),
    );
    expect(networks.size).toBe(1);
    const [, holder = ''] = /^service:(.+)$/.exec([...networks][0] ?? '') ?? [];
    expect(compose.services[holder]?.ports).toHaveLength(1);
  });

  it('gives every instance the same database, which is a service, on a volume that is declared', () => {
    const urls = new Set(instances.map(([, { environment }]) => environment['DATABASE_URL']));
    expect(urls.size).toBe(1);
    const [, host = ''] = /@([\w-]+):5432\/posko$/.exec([...urls][0] ?? '') ?? [];
    const database = compose.services[host];
    expect(database?.image).toMatch(/^postgres:1[5-9]/);
    expect(database?.environment['POSTGRES_DB']).toBe('posko');
    for (const volume of database?.volumes ?? []) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '');
  });

  it('sets only variables that the command line reads', () => {
    const settingsFile = read('tools/posko/src/settings.ts');
    const names = instances.flatMap(([, { environment }]) => Object.keys(environment));
    expect(names.filter((name) => !settingsFile.includes(`${name}:`))).toEqual([]);
  });
});

describe('nginx', () => {
  it('serves the dashboard from where the image puts it', () => {
    const [, root = ''] = /\n\s+root (\S+);/.exec(nginx) ?? [];
    expect(copies.filter(({ stage, target }) => stage === 'web' && target === root)).toHaveLength(1);
    const paths = copies.filter((copy) => copy.stage === 'web' && copy.from === null).map((copy) => copy.sources[0]);
    expect(paths).toEqual(['docker/nginx.conf']);
  });

  it('hands every address of the contract to the instances, and upgrades the socket', () => {
    const outside = Object.values(ENDPOINTS).filter(({ path }) => !path.startsWith('/api/'));
    expect(outside).toEqual([]);
    const block = (location: string): string => new RegExp(`location ${location} \\{([^}]*)\\}`).exec(nginx)?.[1] ?? '';
    expect(block('/api/')).toContain('proxy_pass http://api;');
    expect(block('/socket.io/')).toContain('proxy_pass http://api;');
    expect(block('/socket.io/')).toMatch(
      /proxy_set_header Upgrade \$http_upgrade;\s+proxy_set_header Connection \$connection_upgrade;/,
    );
    expect(nginx).not.toMatch(/ip_hash|sticky cookie/);
  });

  it('sends the same content policy as an instance does', () => {
    const policy = /Content-Security-Policy "([^"]*nonce[^"]*)"/.exec(nginx)?.[1]?.split('; ') ?? [];
    // Each answer's own nonce for styles is the one thing that cannot stand in the file.
    const nonce = " 'nonce-$request_id'";
    expect(policy.filter((rule) => rule.includes(nonce))).toEqual([`style-src 'self'${nonce}`]);
    expect(nginx).toContain("sub_filter 'CSP_NONCE' $request_id;");
    const source = read('apps/api/src/platform/http/security-headers.ts');
    const own = /const PAGE_POLICY = \{([\s\S]*?)\n\};/.exec(source)?.[1] ?? '';
    const rules = [...own.matchAll(/(\w+): \[(.*)\]/g)].map(([, name = '', values = '']) => {
      const words = [...values.matchAll(/"([^"]+)"|'([^']+)'/g)].map((match) => match[1] ?? match[2]);
      return `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${words.join(' ')}`;
    });
    expect(policy.map((rule) => rule.replace(nonce, ''))).toEqual(rules);
  });

  it('sends the same content policy with the public page as an instance does', () => {
    const source = read('apps/api/src/platform/public-files/public-files.ts');
    const [, own = '?'] = /const PAGE_POLICY =\s+"([^"]+)"/.exec(source) ?? [];
    expect(nginx).toContain(`add_header Content-Security-Policy "${own}" always;`);
  });

  it('sends the other headers of an instance with its pages, and hides no caller', () => {
    const source = read('apps/api/src/platform/http/security-headers.ts');
    const own = /const EVERYWHERE = \{([\s\S]*?)\n\};/.exec(source)?.[1] ?? '';
    const names = [...own.matchAll(/'([\w-]+)':/g)].map(([, name = '']) => name);
    expect(names).toHaveLength(5);
    for (const name of names) expect(nginx.toLowerCase()).toContain(`add_header ${name} `);
    const list = /const PERMISSIONS = \[([\s\S]*?)\]/.exec(source)?.[1] ?? '';
    const features = [...list.matchAll(/'([\w-]+)'/g)].map(([, feature = '']) => `${feature}=()`);
    expect(nginx).toContain(`Permissions-Policy "${features.join(', ')}"`);
    expect(nginx.match(/X-Forwarded-For \$proxy_add_x_forwarded_for;/g)).toHaveLength(2);
    for (const [, { environment }] of instances) expect(environment['POSKO_TRUST_PROXY']).toContain('loopback');
  });

  it('hands out the folder that the instances publish to', () => {
    expect(nginx).toContain('alias /data/public/;');
    const mounts = read('docker/compose.yaml').match(/public:\/data\/public(:ro)?/g);
    expect(mounts).toEqual(['public:/data/public', 'public:/data/public:ro']);
    expect(read('docker/compose.yaml')).toContain('POSKO_DATA: /data\n');
  });

  it('closes every block it opens', () => {
    expect(nginx.match(/\{/g)?.length).toBe(nginx.match(/\}/g)?.length);
  });
});

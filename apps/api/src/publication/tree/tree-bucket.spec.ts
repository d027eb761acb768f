import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TreeBucket } from './tree-bucket';

describe('TreeBucket', () => {
  let server: Server;
  afterEach(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );

  /** A store that takes everything, and gives back what it has where it may. */
  const open = async (mayRead: boolean): Promise<{ bucket: TreeBucket; stored: Map<string, string> }> => {
    const stored = new Map<string, string>();
    server = createServer((request, response) => {
      const { method = '', url = '' } = request;
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (method === 'PUT') stored.set(url, Buffer.concat(parts).toString());
        if (method === 'DELETE') stored.delete(url);
        const text = stored.get(url);
        const isHidden = method === 'GET' && (!mayRead || text === undefined);
        response.writeHead(isHidden ? 403 : 200).end(method === 'GET' && !isHidden ? text : undefined);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
      bucket: new TreeBucket({ endpoint, bucket: 'publik', region: 'x', key: 'k', secret: 's' }),
      stored,
    };
  };

  it('says before anything is written that a key may not read back what it writes', async () => {
    const { bucket } = await open(false);
    await expect(bucket.fresh()).rejects.toThrow('the key needs GetObject too');
  });

  it('leaves nothing of the trial behind', async () => {
    const { bucket, stored } = await open(true);
    await bucket.fresh();
    expect([...stored.keys()]).toEqual([]);
    await bucket.put([{ path: 'v1/index.json', text: '{}', hasTwins: true }]);
    expect(await bucket.read('v1/index.json')).toBe('{}');
    expect(await bucket.read('v1/none.json')).toBeNull();
  });
});

import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from './terminal';

/** A sentence for an address that cannot be listened on; null for any other error. */
export function portFailure(error: unknown, host: string, port: number): Failure | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return new Failure(
      `Port ${port} on ${host} is taken, perhaps by another Posko. Choose another one: PORT=${port + 1} npm start`,
    );
  }
  if (code === 'EACCES')
    return new Failure(`Port ${port} needs more rights than this user has. Choose one above 1023.`);
  if (code === 'EADDRNOTAVAIL') return new Failure(`This machine has no address ${host} (HOST).`);
  return null;
}

/** Finds out before anything is started whether the address can be had. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => {
      reject(portFailure(error, host, port) ?? error);
    });
    probe.listen({ host, port, exclusive: true }, () => {
      probe.close(() => {
        resolve();
      });
    });
  });
}

/** A port for a server that has to come back at the same address. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

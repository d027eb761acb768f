import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import proxyAddress from '@fastify/proxy-addr';

/** An address as it is counted: of IPv6 the network of 64 bits that one customer has, so that it cannot change at will. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::`;
}

/** Who calls, behind proxies whose word counts; Fastify finds the same for requests. */
export function callerOf(message: IncomingMessage, trustProxy: string | undefined): string {
  if (trustProxy === undefined) return message.socket.remoteAddress ?? '';
  const trusted = trustProxy.split(',').map((part) => part.trim());
  return proxyAddress(message, trusted);
}

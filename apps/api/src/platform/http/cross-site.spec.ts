import { describe, expect, it } from '@jest/globals';
import { isCrossSite } from './cross-site';

const host = 'posko.example.go.id';
const sent = (headers: Record<string, string>, method = 'POST'): boolean => isCrossSite({ method, headers, host });

describe('a change that another site starts', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site', origin: `https://${host}` }],
    [{ 'sec-fetch-site': 'same-origin, none' }],
    [{ 'sec-fetch-site': '' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: `https://${host}.evil.example` }],
    [{ origin: `https://${host}:8443` }],
    [{ origin: 'null' }],
    [{ origin: '' }],
  ])('is told by %j', (headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(sent(headers, method)).toBe(true);
    expect(sent(headers, 'GET')).toBe(false);
  });

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: `https://${host}` }],
    [{}],
  ])('is not what says %j', (headers) => {
    expect(sent(headers)).toBe(false);
  });
});

import { afterEach, expect, it } from '@jest/globals';
import { ReportRequest } from '@posko/contracts';
import { newCommandId } from './command-id';

const { crypto } = globalThis;

afterEach(() => {
  Reflect.deleteProperty(crypto, 'randomUUID');
});

it('makes ids that the contract takes, with and without a secure context', () => {
  const idOf = (): string => ReportRequest.shape.id.parse(newCommandId());
  const first = idOf();
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  expect(idOf()).not.toBe(first);
});

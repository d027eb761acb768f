import { portalMessages } from '@posko/ui';

const PLACEHOLDER = /\{(\w+)/g;

describe('the portal in two languages', () => {
  it.each(Object.entries(portalMessages.id))('%s says the same in English', (key, id) => {
    const en = portalMessages.en[key as keyof typeof portalMessages.en];
    const names = (text: string): Set<string | undefined> =>
      new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name));
    expect(names(en)).toEqual(names(id));
    expect(`${id}${en}`).not.toMatch(/[—–] /);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { STAGES } from '@posko/domain';

type Rgb = readonly [number, number, number];
const sheet = readFileSync(`${__dirname}/_ramp.scss`, 'utf8') + readFileSync(`${__dirname}/_tokens.scss`, 'utf8');

/** A custom property's colour in a theme: 0 is light, 1 is dark. */
function colorOf(name: string, theme: 0 | 1): Rgb {
  const match = new RegExp(`--posko-${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(sheet);
  const hex = match?.[theme + 1];
  if (hex === undefined) throw new Error(`--posko-${name} is not defined`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as unknown as Rgb;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Contrast as in WCAG 2.2. */
function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('colours of the %s theme', (_, theme) => {
  const surface = colorOf('surface', theme);
  const ramp = STAGES.map((stage) => colorOf(`stage-${stage}`, theme));

  it('the ramp moves away from the background, step by step', () => {
    const steps = ramp.map((color) => contrast(color, surface));
    steps.slice(1).forEach((step, index) => expect(step / (steps[index] ?? 0)).toBeGreaterThan(1.2));
    expect(steps.at(0)).toBeGreaterThan(1.3);
    expect(steps.at(-1)).toBeGreaterThan(10);
  });

  it.each(['text', 'text-soft', 'accent', 'warn', 'alarm'])('%s reads on every surface', (name) => {
    for (const ground of ['surface', 'surface-raised', 'page']) {
      expect(contrast(colorOf(name, theme), colorOf(ground, theme))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['warn', 'alarm'])('%s reads on its own surface', (name) => {
    expect(contrast(colorOf(name, theme), colorOf(`${name}-surface`, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it('the focus ring and the strong line stand out', () => {
    expect(contrast(colorOf('focus', theme), surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(colorOf('line-strong', theme), surface)).toBeGreaterThanOrEqual(3);
  });
});

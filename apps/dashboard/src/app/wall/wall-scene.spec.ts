import { WALL_SCENES, scenesOf, secondsOf } from './wall-scene';

describe('parameters of the wall', () => {
  it('names scenes in the order they are to come', () => {
    expect(scenesOf('overdue, mosaik')).toEqual(['overdue', 'mosaik']);
    expect(scenesOf('stages')).toEqual(['stages']);
  });

  it.each([undefined, '', 'nonsense'])('shows all scenes for %p', (text) => {
    expect(scenesOf(text)).toEqual(WALL_SCENES);
  });

  it.each([
    [undefined, 20],
    ['', 20],
    ['soon', 20],
    ['45', 45],
    ['0', 3],
    ['-5', 3],
    ['1e9', 3600],
  ])('gives a scene for seconds=%p', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });
});

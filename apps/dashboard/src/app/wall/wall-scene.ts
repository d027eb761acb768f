/** What the wall shows in turn. */
export const WALL_SCENES = ['mosaik', 'regions', 'stages', 'overdue'] as const;
export type WallScene = (typeof WALL_SCENES)[number];

const DEFAULT_SECONDS = 20;
const LEAST_SECONDS = 3;
const MOST_SECONDS = 3600;

/** Scenes named in `?scene=mosaik,overdue`, in that order; all of them where none is named. Unknown names are passed over. */
export function scenesOf(text: string | undefined): readonly WallScene[] {
  const named = (text ?? '').split(',').flatMap((name) => WALL_SCENES.find((scene) => scene === name.trim()) ?? []);
  return named.length > 0 ? named : WALL_SCENES;
}

/** Seconds per scene as in `?seconds=30`, kept between 3 and 3,600. */
export function secondsOf(text: string | undefined): number {
  const seconds = Number(text);
  if (text === undefined || text === '' || !Number.isFinite(seconds)) return DEFAULT_SECONDS;
  return Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, Math.round(seconds)));
}

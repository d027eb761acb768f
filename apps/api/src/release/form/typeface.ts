import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** Files of the typeface: forms look the same on every machine, whatever fonts it has. */
export const TYPEFACE = {
  name: 'Inter',
  regular: resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  strong: resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
} as const;

/** Colours of the forms, on white. */
export const COLOURS = {
  ink: '#14202b',
  quiet: '#51606e',
  line: '#d5dbe1',
  alarm: '#b3261e',
  progress: '#3b6ea5',
} as const;

/** Colours of options that have none of their own; none of them is amber or red, which are for trouble. */
const OPTION_COLOURS = ['#2f6f8f', '#6c5b95', '#4f7f5a', '#8a6d4b', '#5a6b7b'];

export function colourOf(colour: string | null, index: number): string {
  return colour ?? OPTION_COLOURS[index % OPTION_COLOURS.length] ?? '#2f6f8f';
}

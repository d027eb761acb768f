export const shellId = {
  'shell.title': 'Posko',
} as const;

export const shellEn: Record<keyof typeof shellId, string> = {
  'shell.title': 'Posko',
};

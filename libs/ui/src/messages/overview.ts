export const overviewId = {
  'overview.title': 'Ikhtisar',
} as const;

export const overviewEn: Record<keyof typeof overviewId, string> = {
  'overview.title': 'Overview',
};

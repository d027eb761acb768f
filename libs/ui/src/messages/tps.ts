export const tpsId = {
  'tps.title': 'TPS',
} as const;

export const tpsEn: Record<keyof typeof tpsId, string> = {
  'tps.title': 'TPS',
};

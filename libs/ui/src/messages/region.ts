export const regionId = {
  'region.title': 'Wilayah',
} as const;

export const regionEn: Record<keyof typeof regionId, string> = {
  'region.title': 'Region',
};

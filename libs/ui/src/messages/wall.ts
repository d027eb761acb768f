export const wallId = {
  'wall.title': 'Layar dinding',
} as const;

export const wallEn: Record<keyof typeof wallId, string> = {
  'wall.title': 'Wall',
};

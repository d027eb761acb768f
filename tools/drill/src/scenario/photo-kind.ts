/** `duplicate`: the photo of the TPS before it, sent once more. */
export const PHOTO_KINDS = ['clear', 'blurred', 'dark', 'duplicate'] as const;
export type FormPhotoKind = (typeof PHOTO_KINDS)[number];

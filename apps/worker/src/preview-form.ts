/** @file How pictures on the way are stored, while a render runs and when somebody asks for a step of it later. */

/** Longest side in pixels, and the quality of WebP: about 10 kB. */
export const previewForm = { maximumEdgePx: 384, quality: 60 } as const;

/** Of a finished picture in lists. */
export const thumbnailForm = { maximumEdgePx: 512, quality: 80 } as const;

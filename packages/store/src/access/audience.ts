/** @file Who may see something, and who it is suitable for. */

/** Who may see an artwork, the widest first; visibility.ts says what each means. */
export const visibilities = ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'PRIVATE'] as const;

export type Visibility = (typeof visibilities)[number];

/** For whom a picture is, the widest first. */
export const contentLevels = ['EVERYONE', 'SENSITIVE', 'ADULTS'] as const;

export type ContentLevel = (typeof contentLevels)[number];

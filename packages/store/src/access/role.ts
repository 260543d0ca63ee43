/** @file What a person may do in this gallery. */

/** What a person may do in this gallery; a guest has not signed up. */
export const roles = ['GUEST', 'MEMBER', 'MODERATOR', 'ADMIN'] as const;

export type Role = (typeof roles)[number];

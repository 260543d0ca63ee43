/** @file The two ways to hang the wall: by shape, or in a plain grid of equal squares. */

const wallLayouts = ['masonry', 'grid'] as const;

export type WallLayout = (typeof wallLayouts)[number];

/** Name of the cookie that remembers how the wall is hung. */
export const wallLayoutCookie = 'galatea_wall';

/** Whether `text` names a layout of the wall. */
export function isWallLayout(text: string | undefined): text is WallLayout {
	return wallLayouts.some((layout) => layout === text);
}

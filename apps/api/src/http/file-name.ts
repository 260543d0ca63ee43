/** @file Titles as names of files. */

/** A title as a file name that every system takes, without an extension. */
export function fileName(title: string): string {
	const plain = title
		.normalize('NFKC')
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	// By whole characters: half of one is an error in the header that says the name.
	return Array.from(plain).slice(0, 80).join('').toLowerCase() || 'galatea';
}

/**
 * The name of the picture at place `number` (from 1) in an archive. In ASCII alone: programs differ in how they read other letters
 * there, and a page that stands beside the picture has to find it.
 */
export function numberedName(number: number, title: string, extension: string): string {
	const plain = title
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(/[^A-Za-z0-9]+/g, '-')
		.slice(0, 60)
		.replace(/^-+|-+$/g, '')
		.toLowerCase();
	return `${[String(number).padStart(4, '0'), plain].filter(Boolean).join('-')}.${extension}`;
}

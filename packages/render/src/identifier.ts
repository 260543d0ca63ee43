/**
 * @file Prefixed, time-ordered identifiers: `rnd_…` is a render, wherever it is met. Twenty-six characters of
 * Crockford base 32 after the prefix: 48 bits of milliseconds, then 80 random bits (the layout of a ULID), so that
 * ids sort by creation and cannot be guessed.
 */

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** What each prefix names. */
export const identifierPrefixes = {
	render: 'rnd',
	batch: 'bat',
	artwork: 'art',
	user: 'usr',
	frame: 'frm',
	checkpoint: 'chk',
	term: 'trm',
	lineage: 'lin',
	session: 'ses',
	credential: 'crd',
	verification: 'ver',
	accessToken: 'tok',
	comment: 'com',
	report: 'rep',
	moderationAction: 'mod',
	appeal: 'apl',
	notification: 'ntf',
	packTask: 'pkt',
	collection: 'col',
	collectionItem: 'itm',
	collectionSection: 'sec',
	submission: 'sub',
	invitation: 'inv',
	hostAct: 'hst',
	signUpInvitation: 'sui',
} as const;

export type IdentifierKind = keyof typeof identifierPrefixes;

export type Identifier<Kind extends IdentifierKind> = `${(typeof identifierPrefixes)[Kind]}_${string}`;

/** A new identifier. `now` is in milliseconds since 1970 and is a parameter for tests only. */
export function newIdentifier<Kind extends IdentifierKind>(kind: Kind, now: number = Date.now()): Identifier<Kind> {
	let time = '';
	let rest = now;
	for (let index = 0; index < 10; index++) {
		time = alphabet.charAt(rest % 32) + time;
		rest = Math.floor(rest / 32);
	}
	let random = '';
	for (const byte of crypto.getRandomValues(new Uint8Array(16))) random += alphabet.charAt(byte & 31);
	return `${identifierPrefixes[kind]}_${time}${random}` as Identifier<Kind>;
}

/** Whether `text` is shaped like an identifier of that kind; says nothing of whether such a thing exists. */
export function isIdentifier<Kind extends IdentifierKind>(kind: Kind, text: string): text is Identifier<Kind> {
	return new RegExp(`^${identifierPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{26}$`).test(text);
}

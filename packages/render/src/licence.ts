/**
 * @file What others may do with a picture: the licences of Creative Commons in version 4.0, the CC0 dedication, or nothing;
 * and what follows from them for what is made from it.
 */

/** From the freest to nothing at all. */
export const licences = [
	'CC0',
	'CC_BY',
	'CC_BY_SA',
	'CC_BY_NC',
	'CC_BY_NC_SA',
	'CC_BY_ND',
	'CC_BY_NC_ND',
	'ALL_RIGHTS_RESERVED',
] as const;
export type Licence = (typeof licences)[number];

/** Null: none stated. */
type StatedLicence = Licence | null;

const notForMoney: readonly StatedLicence[] = ['CC_BY_NC', 'CC_BY_NC_SA', 'CC_BY_NC_ND', 'ALL_RIGHTS_RESERVED', null];

/**
 * Under which licences what is made from a work under the key may be published. Creative Commons, Frequently Asked
 * Questions, "If I derive or adapt material offered under a Creative Commons license, which CC license(s) can I use?": its
 * chart of adapter's licences, with those left out that it calls possible but advises against.
 */
const adaptations: Readonly<Record<Licence, readonly StatedLicence[]>> = {
	CC0: [...licences, null],
	CC_BY: [...licences.filter((licence) => licence !== 'CC0'), null],
	CC_BY_SA: ['CC_BY_SA'],
	CC_BY_NC: notForMoney,
	CC_BY_NC_SA: ['CC_BY_NC_SA'],
	CC_BY_ND: [],
	CC_BY_NC_ND: [],
	ALL_RIGHTS_RESERVED: [],
};

/** Whether a licence lets nobody publish what they make from the work. Where none is stated, its person decides alone. */
export function forbidsRemix(licence: StatedLicence): boolean {
	return licence !== null && adaptations[licence].length === 0;
}

/**
 * The licences under which something made from works under `sources` may be published, the freest first, null (none
 * stated) last. Empty when their terms cannot be met together, as of two that are each to be shared alike.
 */
export function licencesOfRemix(sources: readonly StatedLicence[]): readonly StatedLicence[] {
	const stated = sources.filter((licence) => licence !== null);
	return [...licences, null].filter((licence) => stated.every((source) => adaptations[source].includes(licence)));
}

/** How a file names a licence: the address of its terms, or words. */
export function licenceText(licence: Licence): string {
	if (licence === 'ALL_RIGHTS_RESERVED') return 'All rights reserved';
	if (licence === 'CC0') return 'https://creativecommons.org/publicdomain/zero/1.0/';
	return `https://creativecommons.org/licenses/${licence.slice('CC_'.length).toLowerCase().replaceAll('_', '-')}/4.0/`;
}

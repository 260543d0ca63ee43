/** @file What the address of the create page says of two pictures that are to be mixed. */
import { isIdentifier } from '@galatea/render';

/** Where a mix begins: anew, or from the picture of one of the two. */
export const mixBeginnings = ['new', 'first', 'second'] as const;
type MixBeginning = (typeof mixBeginnings)[number];

export interface MixWish {
	readonly firstId: string;
	readonly secondId: string;
	/** Of the first, 0.05 to 0.95. */
	readonly share: number;
	readonly begin: MixBeginning;
}

/** In percent; beyond, one of the two would hardly be there. */
export const shareRange = { minimum: 5, maximum: 95, usual: 50 } as const;

type Parameter = string | string[] | undefined;

/** An artwork's address somewhere in what somebody wrote. */
const idInAddress = /art_[0-9a-z]{26}/;

/** `address` goes before `with`. Null when the page is asked for no mix, or not for one of two different pictures. */
export function readMix(parameters: Readonly<Record<string, Parameter>>): MixWish | null {
	const { mix: firstId, with: chosen, address, share, begin } = parameters;
	const written = typeof address === 'string' ? idInAddress.exec(address)?.[0] : undefined;
	const secondId = written ?? chosen;
	if (typeof firstId !== 'string' || typeof secondId !== 'string' || firstId === secondId) return null;
	if (!isIdentifier('artwork', firstId) || !isIdentifier('artwork', secondId)) return null;
	const percent = Number(share ?? shareRange.usual);
	const { minimum, maximum, usual } = shareRange;
	return {
		firstId,
		secondId,
		share: (Number.isFinite(percent) ? Math.min(maximum, Math.max(minimum, percent)) : usual) / 100,
		begin: mixBeginnings.find((each) => each === begin) ?? 'new',
	};
}

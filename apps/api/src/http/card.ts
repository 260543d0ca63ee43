/** @file What a card is, and what it is called. */
import { createHash } from 'node:crypto';

/** A card as it is now, made or not. */
export interface Card {
	/** Path of the file. */
	readonly address: string;
	/** Of all that is on it: 32 hexadecimal digits. */
	readonly digest: string;
	/** Its key in storage; null while it is not made. */
	find(): Promise<string | null>;
	/** Makes and stores it; null when what it is of has gone. */
	make(): Promise<string | null>;
}

/** The name of a card, by all that is on it. */
export function cardName(id: string, shown: readonly unknown[]): Pick<Card, 'address' | 'digest'> {
	const digest = createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 32);
	return { digest, address: `/cards/${id}-${digest}.jpg` };
}

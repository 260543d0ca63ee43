/** @file What may be wrong with a pack. */

export type PackFailure =
	/** catalogue.json itself does not say what it must. */
	| 'INVALID_CATALOGUE'
	/** A file of the pack is not there or cannot be opened. */
	| 'MISSING_FILE'
	/** A file has another length or SHA-256 than the catalogue says. */
	| 'WRONG_HASH'
	/** A file's content cannot be read as what it should be. */
	| 'DAMAGED_FILE'
	/** The tensors are not those of the network that the catalogue describes. */
	| 'WRONG_NETWORK';

/** A pack that cannot be used; the message names pack and file and says what would be right. */
export class PackError extends Error {
	override readonly name = 'PackError';
	readonly failure: PackFailure;
	/** Null when it is the catalogue as a whole. */
	readonly packId: string | null;
	readonly file: string;
	/** The message without pack and file. */
	readonly what: string;

	constructor(
		failure: PackFailure,
		what: string,
		where: { readonly packId: string | null; readonly file: string; readonly cause?: unknown },
	) {
		const pack = where.packId === null ? '' : `Pack ${where.packId}: `;
		super(`${pack}${where.file} ${what}`, where.cause === undefined ? undefined : { cause: where.cause });
		this.failure = failure;
		this.packId = where.packId;
		this.file = where.file;
		this.what = what;
	}
}

/** @file The one error of this package: nothing was changed, and the message says what to do. */

export type ModelsFailure =
	/** What was asked for does not fit together: no perceptor, an id that is taken, a vocabulary of another size. */
	| 'REFUSED'
	/** There is no pack of this name, or not where it can be changed. */
	| 'NOT_FOUND'
	/** Files of packs are missing, or not what the catalogue says. */
	| 'DAMAGED'
	/** A file could not be got from anywhere, or is not what it should be. */
	| 'DOWNLOAD_FAILED'
	/** The disk is full, or must not be written to. */
	| 'NOT_WRITABLE';

export class ModelsError extends Error {
	override readonly name = 'ModelsError';
	readonly code: ModelsFailure;

	constructor(code: ModelsFailure, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}

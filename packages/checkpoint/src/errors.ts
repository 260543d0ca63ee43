/** @file The one error of this package. It is permanent: reading the same bytes again gives the same answer. */

/** What is wrong with a weight file. */
export type CheckpointFailure =
	/** The bytes do not follow the format: cut off, a bad header, bounds that overlap, a length that cannot be. */
	| 'MALFORMED'
	/** The file keeps the format but goes over one of the maxima in limits.ts. */
	| 'TOO_LARGE'
	/** A wanted tensor is not in the file. */
	| 'MISSING_TENSOR'
	/** A tensor is there but its shape or dtype is not what the network needs. */
	| 'UNEXPECTED_TENSOR'
	/** A tensor holds NaN or an infinity. */
	| 'NOT_FINITE'
	/** The file cannot be opened or read. */
	| 'UNREADABLE';

/** A weight file that cannot be used. The message has the file, the tensor and the value that is wrong. */
export class CheckpointError extends Error {
	override readonly name = 'CheckpointError';
	readonly failure: CheckpointFailure;
	/** Name of the file as the opener gave it. */
	readonly file: string;
	/** Name of the tensor at fault; null when it is the file as a whole. */
	readonly tensor: string | null;
	/** The value at fault, printed and cut to 200 characters; null when there is none. */
	readonly value: string | null;

	constructor(
		failure: CheckpointFailure,
		what: string,
		where: {
			readonly file: string;
			readonly tensor?: string | undefined;
			readonly value?: unknown;
			readonly cause?: unknown;
		},
	) {
		const value = where.value === undefined ? null : printValue(where.value);
		const tensor = where.tensor === undefined ? '' : `, tensor ${printValue(where.tensor)}`;
		super(
			`${where.file}${tensor}: ${what}${value === null ? '' : `, got ${value}`}`,
			where.cause === undefined ? undefined : { cause: where.cause },
		);
		this.failure = failure;
		this.file = where.file;
		this.tensor = where.tensor ?? null;
		this.value = value;
	}
}

/** JSON where possible, since names and values come from strangers and may hold control characters. */
function printValue(value: unknown): string {
	let text: string;
	try {
		text =
			typeof value === 'number' || typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? String(value));
	} catch {
		text = String(value);
	}
	return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

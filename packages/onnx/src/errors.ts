/** A model that is damaged, or that this package refuses. `where` is a node, tensor or value name, or a byte offset. */
export class OnnxError extends Error {
	override readonly name = 'OnnxError';
	readonly where: string;

	constructor(where: string, problem: string, options?: ErrorOptions) {
		super(`${where}: ${problem}`, options);
		this.where = where;
	}
}

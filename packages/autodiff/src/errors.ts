/** A graph that cannot be built or differentiated. `where` is the node's operator and name. */
export class GraphError extends Error {
	override readonly name = 'GraphError';
	readonly where: string;

	constructor(where: string, problem: string) {
		super(`${where}: ${problem}`);
		this.where = where;
	}
}

/** @file Where the changes of a collection are. */

/** The page of changes that begins with the change `seq`, at that change. `address` is that of the collection. */
export function changeAddress(address: string, seq: number): string {
	return `${address}/changes?before=${seq + 1}#change-${seq}`;
}

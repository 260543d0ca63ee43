/** @file Where a browser reaches the API by socket. */

/** Where a browser finds the API's socket: an address of its own, or a port of the page's host. */
export interface SocketPlace {
	readonly publicApiUrl: string | null;
	readonly apiPort: number;
}

/** The address of the socket, for a page at `location`. */
export function socketUrl(
	{ publicApiUrl, apiPort }: SocketPlace,
	location: Pick<Location, 'protocol' | 'hostname'>,
): string {
	if (publicApiUrl !== null) return `${publicApiUrl.replace(/^http/, 'ws')}/graphql`;
	return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.hostname}:${apiPort}/graphql`;
}

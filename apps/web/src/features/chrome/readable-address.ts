/** @file Addresses whose percent signs encode no text. */

/**
 * The path and query of a request such that every part of the path can be decoded: in a part that encodes no UTF-8 text the
 * percent signs stand for themselves, as `/tags/%ff` becomes `/tags/%25ff`. The query stays as it is, for it is read
 * leniently everywhere. Anything else is returned unchanged.
 */
export function readableAddress(address: string): string {
	const [path = '', ...query] = address.split('?');
	return [path.split('/').map(readablePart).join('/'), ...query].join('?');
}

function readablePart(part: string): string {
	try {
		decodeURIComponent(part);
		return part;
	} catch {
		return part.replaceAll('%', '%25');
	}
}

/**
 * @file From which network somebody comes: what limits by address count. Who has an IPv6 line has at least a /64 of it, 2⁶⁴
 * addresses that cost nothing to change, and often a /48; so the /64 counts as one address, and the /48 once more with a
 * larger limit.
 */
import { isIP } from 'node:net';

/** The networks of one address. */
export interface Networks {
	/** An IPv4 address, or an IPv6 network such as `2001:db8:1:2::/64`; `unknown` for what is no address. */
	readonly network: string;
	/** The IPv6 network around it, such as `2001:db8:1::/48`; null for IPv4, where neighbours are strangers. */
	readonly site: string | null;
}

/** A site may do so many times what one network may. */
const siteShare = 8;

/** What is counted for somebody. */
export interface CountedAs {
	readonly key: string;
	/** So many times the limit for one. */
	readonly share: number;
}

/** As what an IP address is counted: its network, and the site around it. */
export function countedFrom(address: string): readonly CountedAs[] {
	const { network, site } = networksOf(address);
	const own = { key: `address:${network}`, share: 1 };
	return site === null ? [own] : [own, { key: `address:${site}`, share: siteShare }];
}

/** The networks of an IP address as a socket or a proxy names it. IPv4 within IPv6 (`::ffff:192.0.2.1`) is IPv4. */
export function networksOf(address: string): Networks {
	const [plain = ''] = address.split('%');
	if (isIP(plain) === 4) return { network: plain, site: null };
	if (isIP(plain) !== 6) return { network: 'unknown', site: null };
	const groups = groupsOf(plain);
	const [high = 0, low = 0] = groups.slice(6);
	const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
	if (isMapped) return { network: [high >> 8, high & 255, low >> 8, low & 255].join('.'), site: null };
	return { network: prefix(groups, 4), site: prefix(groups, 3) };
}

/** Whether it is this machine itself. */
export function isLoopback(address: string): boolean {
	return address === '::1' || networksOf(address).network.startsWith('127.');
}

/** The eight numbers of a right IPv6 address. */
function groupsOf(address: string): readonly number[] {
	const [before = [], after = []] = address.split('::').map(numbersOf);
	return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function numbersOf(part: string): readonly number[] {
	return part.split(':').flatMap((group) => {
		if (group === '') return [];
		if (!group.includes('.')) return Number.parseInt(group, 16);
		const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
		return [(a << 8) | b, (c << 8) | d];
	});
}

function prefix(groups: readonly number[], count: number): string {
	const shown = groups.slice(0, count).map((group) => group.toString(16));
	return `${shown.join(':')}::/${count * 16}`;
}

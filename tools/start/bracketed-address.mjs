// @ts-check
/**
 * @file Loaded into the web server before everything else (`node --import`): Next hands what belongs to the API to
 * `[::1]` as it stands in the API's address, and Node would look that up as a name. Without the brackets it is an address.
 */
import dns from 'node:dns';

const { lookup } = dns;

dns.lookup = Object.assign(
	(/** @type {string} */ name, /** @type {[never, never]} */ ...more) =>
		lookup(name.replace(/^\[([\da-f:.]+)\]$/i, '$1'), ...more),
	lookup,
);

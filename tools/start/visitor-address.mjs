// @ts-check
/**
 * @file Loaded into the web server before everything else (`node --import`): from whom a request comes. Next and the API
 * believe what the headers X-Forwarded-* say; so that no visitor can invent them, they stay only where the one who connects
 * is a trusted proxy. TRUSTED_PROXIES names these, as `npm start` has checked: `loopback,10.0.0.7,fd00::/8`.
 */
import { subscribe } from 'node:diagnostics_channel';
import proxyAddress from 'proxy-addr';

/** What only proxies may say. Next fills in what is missing, from the connection itself. */
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto'];

const trust = proxyAddress.compile((process.env['TRUSTED_PROXIES'] || 'loopback').split(','));

// Node tells of a request here before the server's own listeners hear of it.
subscribe('http.server.request.start', (message) => {
	const { request } = /** @type {{ request: import('node:http').IncomingMessage }} */ (message);
	const { remoteAddress } = request.socket;
	// A visitor who has closed the connection has no address any more; nobody will read the answer.
	if (remoteAddress === undefined) return;
	const visitor = proxyAddress(request, trust);
	if (!trust(remoteAddress, 0)) for (const name of forwarded) delete request.headers[name];
	// One address alone: what stands before it in a list, the visitor may have written.
	request.headers['x-forwarded-for'] = visitor;
});

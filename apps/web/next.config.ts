import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** What of a browser no page of the gallery asks for. It does ask for the clipboard, the whole screen and passkeys. */
const permissions = [
	...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer', 'microphone'],
	...['midi', 'payment', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'],
]
	.map((name) => `${name}=()`)
	.join(', ');

const config: NextConfig = {
	output: 'standalone',
	outputFileTracingRoot: repositoryRoot,
	// The guide is read where it is written.
	outputFileTracingIncludes: { '/guide/**': ['../../docs/artists/**/*'] },
	turbopack: { root: repositoryRoot },
	// What is handed on is cut off beyond this: a little more than the largest picture that the API takes.
	experimental: { proxyClientMaxBodySize: '17mb' },
	poweredByHeader: false,
	reactStrictMode: true,
	devIndicators: false,
	// Browsers ask for it where a page has not yet said what its icon is.
	rewrites: () => Promise.resolve([{ source: '/favicon.ico', destination: '/icon.svg' }]),
	headers: () =>
		Promise.resolve([
			{
				source: '/:path*',
				headers: [
					{ key: 'X-Content-Type-Options', value: 'nosniff' },
					{ key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
					{ key: 'Permissions-Policy', value: permissions },
				],
			},
			// Other sites may frame what is made for that, and no page.
			{ source: '/((?!embeds/).*)', headers: [{ key: 'X-Frame-Options', value: 'SAMEORIGIN' }] },
		]),
};

const withMessages = createNextIntlPlugin({
	requestConfig: './src/i18n/request.ts',
	experimental: {
		// Messages are compiled when the gallery is built, so that no browser loads a message parser.
		messages: { path: './src/i18n/messages', format: 'json', locales: 'infer', precompile: true },
	},
});

export default withMessages(config);

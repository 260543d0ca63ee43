/**
 * @file What the machine tells the web server, read once. Nothing of it is compiled into the pages: the same build
 * serves any host, and the browser is told its socket address by the page it loads.
 */

/** Settings of the web server. */
export interface Environment {
	/** Where this server reaches the API, without a slash at the end. */
	readonly apiUrl: string;
	/** Where browsers reach the API for live events; null for the page's own host at {@link apiPort}. */
	readonly publicApiUrl: string | null;
	readonly apiPort: number;
	/** The origin at which people open the gallery, such as `https://gallery.example`; null where that is not known. */
	readonly publicUrl: string | null;
	/** Whether `next dev` runs it. */
	readonly isDevelopment: boolean;
}

function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
	const apiPort = Number(source['API_PORT'] ?? 4000);
	if (!Number.isInteger(apiPort) || apiPort < 1 || apiPort > 65_535)
		throw new Error(`API_PORT is ${source['API_PORT']}; it must be a port from 1 to 65535`);
	const apiUrl = source['API_URL'] || `http://127.0.0.1:${apiPort}`;
	if (!URL.canParse(apiUrl))
		throw new Error(`API_URL is ${apiUrl}; it must be an address such as http://127.0.0.1:4000`);
	const publicApiUrl = source['PUBLIC_API_URL'] || null;
	if (publicApiUrl !== null && !URL.canParse(publicApiUrl))
		throw new Error(`PUBLIC_API_URL is ${publicApiUrl}; it must be an address such as https://api.example.org`);
	const publicUrl = source['PUBLIC_URL'] || null;
	if (publicUrl !== null && !URL.canParse(publicUrl))
		throw new Error(`PUBLIC_URL is ${publicUrl}; it must be an address such as https://gallery.example`);
	return {
		apiUrl: apiUrl.replace(/\/+$/, ''),
		publicApiUrl: publicApiUrl?.replace(/\/+$/, '') ?? null,
		apiPort,
		publicUrl: publicUrl === null ? null : new URL(publicUrl).origin,
		isDevelopment: source['NODE_ENV'] === 'development',
	};
}

/** The settings this process was started with. */
export const env: Environment = readEnvironment(process.env);

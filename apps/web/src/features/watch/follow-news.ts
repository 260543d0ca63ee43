/** @file Following one subscription for as long as a page is open: the socket is opened again after a while whenever it ends. */
import type { named } from '../../graphql/request.ts';

/** Waits before the first, second, … new attempt to open a socket; the last one for all that follow. */
const reconnectDelaysMs = [1_000, 5_000, 30_000] as const;

/** A subscription with one root field, as it is sent over a socket. */
export interface News {
	readonly document: ReturnType<typeof named>;
	readonly variables: Readonly<Record<string, unknown>>;
}

/** Calls back with what the root field gives, each time. The library is loaded then. Returns what ends it. */
export function followNews<Told>(news: News, url: string, onTold: (told: Told) => void): () => void {
	let stopped = false;
	let attempts = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let dispose = (): void => undefined;
	const open = async (): Promise<void> => {
		const { createClient } = await import('graphql-ws');
		if (stopped) return;
		const client = createClient({ url, retryAttempts: 0, keepAlive: 12_000 });
		dispose = () => void client.dispose();
		let isOver = false;
		const again = (): void => {
			if (stopped || isOver) return;
			isOver = true;
			dispose();
			retry();
		};
		client.subscribe<Readonly<Record<string, Told | null>>>(
			{ query: '', extensions: { ...news.document }, variables: news.variables },
			{
				next: ({ data }) => {
					attempts = 0;
					for (const told of Object.values(data ?? {})) if (told) onTold(told);
				},
				error: again,
				complete: again,
			},
		);
	};
	const retry = (): void => {
		attempts++;
		const wait = reconnectDelaysMs[Math.min(attempts, reconnectDelaysMs.length) - 1];
		timer = setTimeout(() => open().catch(retry), wait);
	};
	open().catch(retry);
	return () => {
		stopped = true;
		clearTimeout(timer);
		dispose();
	};
}

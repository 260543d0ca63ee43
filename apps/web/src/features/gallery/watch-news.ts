/** @file Asks now and then how many pictures have come since a list was read, while somebody looks at it. Loaded after the first page works. */
import { quietRequest } from '../../graphql/browser-request.ts';
import { type ArtworkFilter, NewArtworkCountDocument } from '../../graphql/generated/graphql.ts';

const askEveryMs = 30_000;

/** Tells `told` how many came before the cursor `before`, 100 for 100 and more, until `stopped`. */
export function watchNews(
	before: string,
	filter: () => ArtworkFilter | null,
	stopped: AbortSignal,
	told: (count: number) => void,
): void {
	if (stopped.aborted) return;
	const ask = async (): Promise<void> => {
		if (document.visibilityState !== 'visible') return;
		const answer = await quietRequest(NewArtworkCountDocument, { before, filter: filter() }, stopped).catch(() => null);
		// Without an answer there is no news; the next question may have one.
		if (answer) told(answer.newArtworkCount);
	};
	const onReturn = (): void => void ask();
	const timer = setInterval(onReturn, askEveryMs);
	stopped.addEventListener('abort', () => clearInterval(timer));
	document.addEventListener('visibilitychange', onReturn, { signal: stopped });
	window.addEventListener('focus', onReturn, { signal: stopped });
}

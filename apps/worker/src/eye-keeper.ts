/** @file Keeps the eye open with the pack that understands most, as packs come and go. */
import type { OfferedPack, PackShelf } from '@galatea/optimiser';
import { openEye } from './eye.ts';
import type { WorkerContext } from './worker-context.ts';

export interface EyeKeeper extends AsyncDisposable {
	/** Opens the eye anew where another pack should see than before. `heldIds`: the packs whose files are whole. */
	look(heldIds: readonly string[]): Promise<void>;
}

/**
 * Of the packs that are held the one to look at pictures with: one that reads any word, else the first; null without any.
 * Of several that read any word it is the one whose id comes first, so that workers with the same packs, in whatever order
 * they came, see with the same.
 */
export function packToSeeWith(packs: readonly OfferedPack[], heldIds: readonly string[]): OfferedPack | null {
	const held = packs.filter(({ id, perceptorHashes }) => heldIds.includes(id) && perceptorHashes.length > 0);
	const [best] = held.filter(readsAnyWord).sort((one, other) => (one.id < other.id ? -1 : 1));
	return best ?? held[0] ?? null;
}

/** Whether its first perceptor, the one that looks, reads more than the words of a list. */
function readsAnyWord({ tokenizers: [tokenizer] }: Pick<OfferedPack, 'tokenizers'>): boolean {
	return tokenizer?.kind === 'bpe';
}

/** Without an eye until it is told to look. Disposing waits for what is under way. */
export function openEyeKeeper(
	context: Pick<WorkerContext, 'runtime' | 'sessions' | 'store' | 'log'>,
	shelf: Pick<PackShelf, 'packs' | 'load'>,
): EyeKeeper {
	let eye: AsyncDisposable | null = null;
	let seesWith: string | null = null;
	let working: Promise<void> = Promise.resolve();
	const close = async (): Promise<void> => {
		await eye?.[Symbol.asyncDispose]();
		eye = null;
	};
	const lookNow = async (heldIds: readonly string[]): Promise<void> => {
		const pack = packToSeeWith(shelf.packs, heldIds);
		if (seesWith === (pack?.hash ?? null)) return;
		seesWith = pack?.hash ?? null;
		await close();
		if (!pack) return;
		try {
			eye = await openEye(context, shelf, pack);
			context.log.info({ pack: pack.id }, 'looks at pictures with this pack');
		} catch (error) {
			// Renders do without. It is tried again with other packs, or at the next start.
			context.log.error(
				{ err: error, pack: pack.id },
				'pictures cannot be looked at; search by meaning finds nothing new',
			);
		}
	};
	return {
		look(heldIds) {
			working = working.then(() => lookNow(heldIds));
			return working;
		},
		async [Symbol.asyncDispose]() {
			await working;
			await close();
		},
	};
}

/**
 * @file Captions that somebody compares for an artwork, ranked beside the queue by the perceptors of the pack that was asked
 * for. Their image towers stay open for a while, since who compares captions compares others.
 */
import { type CaptionRanker, openCaptionRanker } from '@galatea/optimiser';
import { decodePictureWithin } from '@galatea/pictures';
import type { PerceptorRanking } from '@galatea/render';
import { onCaptionRanking } from '@galatea/store/database';
import { readBlob } from '@galatea/store/files';
import { answerCaptionRanking, type WantedRanking } from '@galatea/store/meaning';
import { isPassing } from './failures.ts';
import { openSideTask } from './side-task.ts';
import { clamped } from './stored-pictures.ts';
import type { WorkerContext } from './worker-context.ts';

/** The tower of a large CLIP is read anew in seconds, and the memory is somebody else's later. */
const keptOpenMs = 20_000;
/** Larger pictures are scaled down first: a perceptor sees 64 to 448 px. */
const maximumAreaPx = 1_024 * 1_024;

type CaptionContext = Pick<WorkerContext, 'store' | 'runtime' | 'sessions' | 'packs' | 'log'>;

/** Begins to rank what is asked for, with the packs of the moment. Disposing waits for the ranking that is under way. */
export async function openCaptionTask(
	context: CaptionContext,
	packIds: () => readonly string[],
): Promise<AsyncDisposable> {
	const { store, log } = context;
	let opened: { readonly packId: string; readonly ranker: CaptionRanker } | null = null;
	const close = async (): Promise<void> => {
		const { ranker } = opened ?? {};
		opened = null;
		await ranker?.[Symbol.asyncDispose]();
	};
	const rank = async (wanted: WantedRanking): Promise<readonly PerceptorRanking[] | { readonly failure: string }> => {
		const { imageKey, packId, captions } = wanted;
		try {
			if (opened?.packId !== packId) {
				await close();
				const { perceptors } = await context.packs.load(packId);
				opened = { packId, ranker: await openCaptionRanker(context, perceptors) };
			}
			const bytes = await readBlob(store, imageKey);
			if (!bytes) throw new Error('its picture is not in storage');
			return await opened.ranker.rank(clamped(await decodePictureWithin(bytes, maximumAreaPx)), captions);
		} catch (error) {
			if (isPassing(error)) throw error;
			log.error({ err: error, imageKey, packId }, 'captions could not be ranked');
			return { failure: error instanceof Error ? error.message : String(error) };
		}
	};
	return openSideTask(
		{
			name: 'ranking captions',
			listen: (wake) => onCaptionRanking(store, (key) => void (key === null && wake())),
			doOne: () => answerCaptionRanking(store, packIds(), rank),
			close,
			keptOpenMs,
		},
		log,
	);
}

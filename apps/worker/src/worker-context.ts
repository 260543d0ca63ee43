/** @file What a render handler is given: everything that outlives one render. Built in main.ts. */
import type { PackShelf, Runtime, SessionPool } from '@galatea/optimiser';
import type { Recipe } from '@galatea/render';
import type { Store } from '@galatea/store/database';
import type { Logger } from 'pino';
import type { CancelBoard } from './cancel-board.ts';
import type { RecipePictures } from './stored-pictures.ts';

/** How often things are told and kept. */
export interface Pace {
	/** Numbers at most ten times a second. */
	readonly progressEveryMs: number;
	/** Previews at most four times a second; always the first step's and the last's. */
	readonly previewEveryMs: number;
	/** What a worker that is killed loses at most, in milliseconds of work. */
	readonly checkpointEveryMs: number;
	/** The same in steps; null for by time alone. */
	readonly checkpointEverySteps: number | null;
}

export const defaultPace: Pace = {
	progressEveryMs: 100,
	previewEveryMs: 250,
	checkpointEveryMs: 5_000,
	checkpointEverySteps: null,
};

export interface WorkerContext {
	readonly workerName: string;
	readonly store: Store;
	readonly runtime: Runtime;
	readonly sessions: SessionPool;
	readonly packs: Pick<PackShelf, 'load'>;
	/** The decoded pictures that a recipe names. */
	readonly recipePictures: (recipe: Recipe) => Promise<RecipePictures>;
	readonly cancels: CancelBoard;
	readonly pace: Pace;
	readonly log: Logger;
}

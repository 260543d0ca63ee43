/** @file Renders: their queue, attempts, events, checkpoints, frames and films. */
export {
	type Appended,
	appendEvent,
	type Claim,
	claimRender,
	finishRender,
	maximumAttemptsWithoutProgress,
} from './attempts.ts';
export { findBatch, maximumBatch, type RenderBatch } from './batches.ts';
export { checkpointBefore, checkpointSteps, findCheckpoint, newestCheckpoint, saveCheckpoint } from './checkpoints.ts';
export { createRender, createRenderBatch } from './create-render.ts';
export { eventsSince } from './events.ts';
export { type FiguredState, type RenderFigures, readRenderFigures } from './figures.ts';
export { findFilm } from './films.ts';
export { framesOf } from './frames.ts';
export {
	maximumFailureCodes,
	type RecentFailures,
	recentFailures,
	type UnfinishedRenders,
	unfinishedRenders,
	unfinishedStates,
} from './host-figures.ts';
export { type HostedRender, hostedRenders, maximumHostedRenders } from './host-queue.ts';
export { answerKeptStep, findKeptStep, type KeptPictures, type KeptStep, keepStep } from './kept-steps.ts';
export {
	maximumOrdered,
	orderRenders,
	type RenderPriority,
	renderPriorities,
	setRenderPaused,
	setRenderPriority,
} from './line-controls.ts';
export { liveRenders } from './live-renders.ts';
export { type LossPoint, lossHistory } from './losses.ts';
export { listOwnRenders, type OwnRenderPage, type RenderStage, renderStages } from './own-renders.ts';
export {
	cancelPackTask,
	endPackTask,
	failLostPackTasks,
	listPackTasks,
	type PackTask,
	packTaskKinds,
	packTaskStates,
	reportPackTask,
	requestPackTask,
	takePackTask,
} from './pack-tasks.ts';
export { type EstimatedWork, estimateRender, type QueueStatus, queueStatus, remainingTime } from './queue-status.ts';
export { saveRecipe } from './recipes.ts';
export { asSeenBy, type Failure, type Render, type WholeRender } from './render.ts';
export {
	accountOf,
	type RenderAccount,
	RenderLimitError,
	type RenderLimitScope,
	type RenderLimits,
	renderLimitScopes,
} from './render-limits.ts';
export {
	artworksOfPictures,
	artworksOfRecipes,
	distinctSources,
	type LineageKind,
	licenceChoicesOf,
	licencesOfSources,
	lineageKinds,
	ownRendersOfPictures,
	type RenderSource,
} from './render-sources.ts';
export { getRender, getRenders, queuedRenders, requestCancel } from './renders.ts';
export { forgetStepInsides } from './step-inside-retention.ts';
export {
	findStepInside,
	finishStepInside,
	type InsideFigures,
	type KeptCutout,
	releaseStepInside,
	reportStepInside,
	requestStepInside,
	type StepInside,
	takeStepInside,
} from './step-insides.ts';
export { forgetKeptSteps, forgetStepPictures } from './step-picture-retention.ts';
export {
	answerStepPicture,
	findStepPicture,
	requestStepPicture,
	type StepPicture,
	type WantedStep,
} from './step-pictures.ts';
export type { SecondsRange } from './step-speeds.ts';
export { SupersededError } from './superseded-error.ts';
export { claimNextRender, type NextClaim, releaseRender } from './turns.ts';
export { failVideo, finishVideo, requestVideo, type Video, type VideoState, videosOf } from './videos.ts';
export { maximumSpeedsOfDevice, type WorkerSpeed, workerSpeeds } from './worker-speeds.ts';
export { listWorkers, type WorkerStatus, workerBeat, workerBeatEveryMs, workerGone } from './workers.ts';

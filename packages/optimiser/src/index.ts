export { type CaptionRanker, openCaptionRanker } from './caption-ranker.ts';
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
export { composeFork, type ForkRequest } from './compose-fork.ts';
export {
	type ComposedRecipe,
	composeRecipe,
	isStorableText,
	nearestSizes,
	promptProblem,
	summarise,
} from './compose-recipe.ts';
export type { Quadrilateral } from './cutouts/places.ts';
export { type Embedder, embedderVersion, openEmbedder } from './embedder.ts';
export {
	chooseFrames,
	decodeFilm,
	encodeFilm,
	type Film,
	FilmError,
	type FilmFrame,
	type FilmWriter,
	filmEverySteps,
	filmWriter,
} from './film.ts';
export { type FilmDecoder, openFilmDecoder } from './film-decoder.ts';
export { type ForkOptions, findForkState } from './fork.ts';
export { heatPicture } from './inside/heat.ts';
export { type CutoutInside, type InsideOptions, lookInside, type StepInside } from './inside/inside.ts';
export { latentColours } from './inside/latent-colours.ts';
export { adultsConfidence, adultTexts, canTellAdults, innocentTexts, levelTextsVersion } from './level-texts.ts';
export {
	type OfferedPack,
	type PackShelf,
	type PromptReading,
	readPackShelf,
	readPrompt,
	type TokenCount,
} from './pack-shelf.ts';
export { type CutoutPlan, type Picture, type Plan, planRender, type RenderPack } from './plan.ts';
export type { CutoutsRequest, RecipeRequest } from './recipe-request.ts';
export { rivalWords } from './rival-words.ts';
export { type OptimiseOptions, optimise, type StepResult } from './run.ts';
export type {
	RunOptions,
	Runtime,
	Session,
	SessionLease,
	SessionOptions,
	SessionPool,
	SessionRole,
	TensorValue,
} from './runtime.ts';
export { buildStepGraph, stepInputs, stepOutputs } from './step-graph.ts';
export { probableTagConfidence, suggestedOf, tagWords, tagWordsVersion } from './tag-words.ts';
export { embedTexts } from './targets.ts';
export { openZeroShot, type ZeroShot } from './zero-shot.ts';

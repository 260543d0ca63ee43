export { canonicalJson, hashJson, type JsonValue } from './canonical-json.ts';
export { augmentationCodes, type CutPreset, cutPresets } from './cut-presets.ts';
export { type FailureCode, failureCodes, RenderError } from './errors.ts';
export { coalesce, type PreviewReference, type RenderEvent, type RenderEventBody, type TermLoss } from './event.ts';
export { type ForeignWeight, findForeignWeights } from './foreign-weights.ts';
export { type Identifier, type IdentifierKind, identifierPrefixes, isIdentifier, newIdentifier } from './identifier.ts';
export { type InputIssue, type IssueCode, inputIssue, issueCodes } from './input-issue.ts';
export {
	maximumCommentLength,
	maximumCutouts,
	maximumDrops,
	maximumForks,
	maximumKeyframes,
	maximumPaletteColours,
	maximumPerceptors,
	maximumPromptLength,
	maximumPromptTerms,
	maximumSeed,
	maximumSizePx,
	maximumSteps,
	maximumTermWeight,
	maximumTitleLength,
	minimumSizePx,
} from './limits.ts';
export { type Phrase, type PromptTerm, parsePrompt, parseStory, printPrompt, printStory } from './prompt.ts';
export {
	engineVersion,
	forkOf,
	hashRecipe,
	parseRecipe,
	printRecipe,
	type Recipe,
	recipeSchema,
	recipeTerms,
	rootOf,
	type Tiling,
	tilings,
} from './recipe.ts';
export {
	type AugmentationName,
	type AugmentationSettings,
	augmentationDefaults,
	augmentationNames,
	cutMethods,
} from './recipe-cutouts.ts';
export { memberDefaults, withoutDefaults } from './recipe-defaults.ts';
export {
	compareRecipes,
	type MemberDifference,
	type RecipeDifference,
	type TermDifference,
} from './recipe-difference.ts';
export { type InitialFit, type InitialNoise, initialFits, initialNoises } from './recipe-initial.ts';
export { type Losses, type LossName, lossNames } from './recipe-losses.ts';
export { type OptimiserName, optimiserNames, type RateSchedule } from './recipe-optimiser.ts';
export {
	phaseSchedule,
	type RecipeTerm,
	type Region,
	scheduleCurves,
	shareAt,
	type TermSchedule,
	windowSchedule,
} from './recipe-terms.ts';
export { isFinal, nextStates, type RenderState, renderStates } from './state.ts';
export {
	maximumStepsPerPhrase,
	readStory,
	recipePrompt,
	type Story,
	storyTerms,
	usualStepsPerPhrase,
} from './story.ts';
export { usualLearningRate } from './usual-rates.ts';

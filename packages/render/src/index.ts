export { canonicalJson, hashJson, type JsonValue } from './canonical-json.ts';
export { type FailureCode, failureCodes, type InputIssue, RenderError } from './errors.ts';
export { coalesce, type PreviewReference, type RenderEvent, type RenderEventBody, type TermLoss } from './event.ts';
export { type ForeignWeight, findForeignWeights } from './foreign-weights.ts';
export { type Identifier, type IdentifierKind, identifierPrefixes, isIdentifier, newIdentifier } from './identifier.ts';
export {
	maximumCutouts,
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
	type AugmentationName,
	augmentationNames,
	cutMethods,
	engineVersion,
	hashRecipe,
	parseRecipe,
	printRecipe,
	type Recipe,
	recipeSchema,
} from './recipe.ts';
export { isFinal, nextStates, type RenderState, renderStates } from './state.ts';

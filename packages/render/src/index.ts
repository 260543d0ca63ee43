export { canonicalJson, hashJson, type JsonValue } from './canonical-json.ts';
export { type CaptionFit, checkCaptions, type PerceptorRanking } from './captions.ts';
export { ChangedSinceError, type FailureCode, failureCodes, RenderError } from './errors.ts';
export { coalesce, type PreviewReference, type RenderEvent, type RenderEventBody, type TermLoss } from './event.ts';
export { type Identifier, type IdentifierKind, identifierPrefixes, isIdentifier, newIdentifier } from './identifier.ts';
export { type InputIssue, type IssueCode, inputIssue, issueCodes } from './input-issue.ts';
export { forbidsRemix, type Licence, licences, licencesOfRemix, licenceText } from './licence.ts';
export {
	leavingGraceDays,
	maximumAlternativeTextLength,
	maximumCaptionLength,
	maximumCaptions,
	maximumCommentLength,
	maximumCutouts,
	maximumDrops,
	maximumForks,
	maximumKeyframes,
	maximumNoteLength,
	maximumPaletteColours,
	maximumPerceptors,
	maximumPromptLength,
	maximumPromptTerms,
	maximumSearchLength,
	maximumSearchPictureBytes,
	maximumSeed,
	maximumSizePx,
	maximumStatementLength,
	maximumSteps,
	maximumSuggestedTags,
	maximumTagLength,
	maximumTags,
	maximumTermWeight,
	maximumTitleLength,
	minimumCaptions,
	minimumSizePx,
} from './limits.ts';
export { foreignIssue } from './prompt/foreign-issue.ts';
export { type ForeignCode, foreignCodes } from './prompt/foreign-reading.ts';
export { type ForeignSpelling, findForeignSpellings } from './prompt/foreign-spellings.ts';
export { type Phrase, parseFileTerms, parsePrompt, parseStory, printPrompt, printStory } from './prompt/prompt.ts';
export {
	maximumStepsPerPhrase,
	readStory,
	recipePrompt,
	type Story,
	storyTerms,
	usualStepsPerPhrase,
} from './prompt/story.ts';
export type { PromptTerm } from './prompt/term.ts';
export { type AskedPart, askedOf, type FieldValues } from './recipe/asked.ts';
export { augmentationCodes, type CutPreset, cutPresets } from './recipe/cut-presets.ts';
export { type AugmentationSettings, augmentationDefaults } from './recipe/cutouts.ts';
export { memberDefaults, withoutDefaults } from './recipe/defaults.ts';
export {
	compareRecipes,
	type MemberDifference,
	type RecipeDifference,
	type TermDifference,
} from './recipe/difference.ts';
export { type EnumName, enumName } from './recipe/enum-name.ts';
export {
	type FieldGroup,
	type FieldUnit,
	fieldGroups,
	type PackNeed,
	type RecipeField,
} from './recipe/field.ts';
export {
	type AugmentationName,
	augmentationNames,
	cutMethods,
	cutoutBorders,
	type InitialFit,
	type InitialNoise,
	initialFits,
	initialKinds,
	initialNoises,
	motionBorders,
	type OptimiserName,
	optimiserNames,
	rateScheduleKinds,
	symmetryAxes,
	type Tiling,
	tilings,
} from './recipe/fields/choices.ts';
export {
	type FieldAt,
	type FieldPath,
	type FieldValue,
	fieldAt,
	isInEveryRecipe,
	isRequired,
	listFields,
	memberNames,
	membersOf,
	optionOf,
	type PartField,
	type RecipeMember,
} from './recipe/fields.ts';
export { type Losses, type LossName, lossNames } from './recipe/losses.ts';
export { canBeMixed, mixRecipes } from './recipe/mix.ts';
export {
	type Motion,
	motionDefaults,
	movesBefore,
	type WholeMotion,
} from './recipe/motion.ts';
export type { RateSchedule } from './recipe/optimiser.ts';
export { type PresetName, type PresetValues, presetNames, type RecipePreset, recipePresets } from './recipe/presets.ts';
export {
	engineVersion,
	forkOf,
	hashRecipe,
	parseRecipe,
	printRecipe,
	type Recipe,
	type RecipePicture,
	recipeMasks,
	recipePictures,
	recipeSchema,
	recipeTerms,
	rootOf,
} from './recipe/recipe.ts';
export { type SpeltPart, speltOf } from './recipe/spelt.ts';
export {
	phaseSchedule,
	type RecipeTerm,
	type Region,
	scheduleCurves,
	shareAt,
	type TermSchedule,
	windowSchedule,
} from './recipe/terms.ts';
export { usualLearningRate } from './recipe/usual-rates.ts';
export { valueAt } from './recipe/value-at.ts';
export {
	type ShownTextBounds,
	type ShownTextCode,
	shownTextCodes,
	shownTextIssues,
	shownTextProblem,
} from './shown-text.ts';
export { isFinal, nextStates, type RenderState, renderStates } from './state.ts';
export { readTag, splitHashtags, type TextPart, tagsOfPicture } from './tag.ts';

/**
 * @file Every bound that a recipe must keep, with its reason. The database, the API, the command line and the form
 * all read these, so that a number is refused everywhere or nowhere.
 */

/** Characters of one prompt as written. CLIP reads at most 77 tokens; 2,000 leaves room for many weighted terms. */
export const maximumPromptLength = 2_000;

/** Prompt terms in one recipe: each adds a row to the loss, and a legend entry to the loss chart. */
export const maximumPromptTerms = 16;

/** Largest absolute weight of a term. Adam hides the scale of the loss, so larger weights only lose precision. */
export const maximumTermWeight = 1_000;

/** Shortest and longest side in pixels that any pack may offer; each pack narrows this in the catalogue. */
export const minimumSizePx = 16;
export const maximumSizePx = 2_048;

/** Steps of one render. The notebooks used 100 to 2,000. */
export const maximumSteps = 10_000;

/** Cutouts per step: memory grows linearly with them. */
export const maximumCutouts = 256;

/** Keyframes of one term's schedule: a story whose phases change 128 times. */
export const maximumKeyframes = 256;

/** Drops of the learning rate in one recipe; ten by a factor of 0.1 leave nothing of it. */
export const maximumDrops = 16;

/** Colours of a palette: a row of the step graph each. */
export const maximumPaletteColours = 16;

/** Perceptors of one pack: each has a graph of its own in every step. */
export const maximumPerceptors = 8;

/** Recipes that one may have gone on from, each from the one before: a state is found again by running them all. */
export const maximumForks = 16;

/** Largest unsigned 64-bit integer, the range of a seed (as `torch.seed()` draws it). */
export const maximumSeed = 18_446_744_073_709_551_615n;

/** Characters of an artwork's title. */
export const maximumTitleLength = 200;

/** Characters of what a picture shows: some sentences, as long as somebody listens to for one picture on a page. */
export const maximumAlternativeTextLength = 500;

/** Tags of one artwork: more would be a way into every list rather than a description. */
export const maximumTags = 20;

/** Tags that a perceptor suggests for one picture: those that fit best; more were seldom right. */
export const maximumSuggestedTags = 2;

/** Characters of one tag. */
export const maximumTagLength = 40;

/** Characters that one may look for at once: a long sentence. */
export const maximumSearchLength = 300;

/** Captions that are compared at once for one picture: fewer than two are no comparison, more are hard to tell apart. */
export const minimumCaptions = 2;
export const maximumCaptions = 8;

/** Characters of one caption: CLIP reads at most 77 tokens, which are seldom more than this. */
export const maximumCaptionLength = 300;

/** Bytes of a picture that one searches with; in base64 it must fit into a request of 100 kB. */
export const maximumSearchPictureBytes = 60_000;
/** Characters of one comment: a page of text; what is longer is an essay, and has its place elsewhere. */
export const maximumCommentLength = 2_000;

/** Days between the wish to leave a gallery and the end of the account: until then it is taken back with a click. */
export const leavingGraceDays = 14;

/** Characters of what curators say of a collection. */
export const maximumStatementLength = 2_000;
/** Characters of what curators say of one item. */
export const maximumNoteLength = 1_000;

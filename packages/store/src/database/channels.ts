/** @file The channels of NOTIFY: what rings the doorbell. */

/**
 * Channels of NOTIFY: `<renderId>:<seq>` for every event, `<renderId>` for a cancel that a worker must see, and
 * `<renderId>` when others than before may see it, empty when a session or token ended or somebody has another role
 * (triggers ring).
 */
export const eventChannel = 'galatea_render';
export const cancelChannel = 'galatea_cancel';
export const accessChannel = 'galatea_access';
/** Empty when something should be embedded, the key of a request that has been; triggers ring. */
export const embeddingChannel = 'galatea_embedding';
/** `<workerName>` when that worker is wanted for a pack; a trigger rings. */
export const packTaskChannel = 'galatea_pack_task';
/** Empty when the picture of a step is wanted, `<renderId>:<step>` when there is one or cannot be; a trigger rings. */
export const stepPictureChannel = 'galatea_step_picture';
/** Empty when captions are to be ranked, `<artworkId>:<key>` when a ranking is there or cannot be; a trigger rings. */
export const captionRankingChannel = 'galatea_caption_ranking';
/** Carries the id of what was spoken of; a trigger rings. */
export const commentChannel = 'galatea_comment';
/** `<renderId>` when somebody began or ended to watch that render; triggers ring. */
export const watcherChannel = 'galatea_watcher';
/** Carries the id of a collection that has a new revision; writing it down rings. */
export const collectionChannel = 'galatea_collection';

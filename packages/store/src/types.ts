/**
 * @file What the store gives and takes. Rows become these values at the edge of this package; nothing of Prisma or of
 * the driver leaves it. Times are `Date`, sizes pixels, ids the prefixed ones of packages/render.
 */

import type {
	FailureCode,
	Licence,
	PreviewReference,
	Recipe,
	RenderEvent,
	RenderState,
	TermLoss,
} from '@galatea/render';
import type { Leaving } from './account-changes.ts';
import type { CommentPolicy } from './comment-permission.ts';
import type { NotificationKind } from './notify.ts';
import type { RemixPolicy } from './remix-permission.ts';
import type { LineageKind } from './render-sources.ts';

/** A stored picture: an immutable file, named by its content. */
export interface ImageReference {
	/** Key in storage, `<sha256>.<extension>`. */
	readonly key: string;
	readonly width: number;
	readonly height: number;
	readonly mimeType: string;
	/** ThumbHash in base64, about 25 bytes. */
	readonly thumbhash: string;
}

/** What a person may do in this gallery; a guest has not signed up. */
export const roles = ['GUEST', 'MEMBER', 'MODERATOR', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

/** Who may see an artwork, the widest first; visibility.ts says what each means. */
export const visibilities = ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'PRIVATE'] as const;
export type Visibility = (typeof visibilities)[number];

/** For whom a picture is, the widest first. */
export const contentLevels = ['EVERYONE', 'SENSITIVE', 'ADULTS'] as const;
export type ContentLevel = (typeof contentLevels)[number];

export interface User {
	readonly id: string;
	readonly role: Role;
	readonly isGuest: boolean;
	/** 3 to 30 lower-case letters, digits and underscores; null for guests. */
	readonly handle: string | null;
	/** Null for guests. */
	readonly displayName: string | null;
	readonly bio: string;
	/** Addresses, `https://…`. */
	readonly links: readonly string[];
	/** Key of a square WebP in storage, 256 px a side. */
	readonly avatarKey: string | null;
	/** The same, 64 px a side. */
	readonly avatarSmallKey: string | null;
	readonly defaultVisibility: Visibility;
	/** Null for none stated. */
	readonly defaultLicence: Licence | null;
	/** What is shown to them without a veil. */
	readonly shownContentLevel: ContentLevel;
	/** Until then they may look and appeal, and nothing else; null for never, or when it is over. */
	readonly suspendedUntil: Date | null;
	/** Of what they do not want to be told. */
	readonly silenced: readonly NotificationKind[];
	/** When their account ends; null for who stays. */
	readonly leavesAt: Date | null;
	/** What becomes of their works then. */
	readonly leaving: Leaving | null;
	/** Whether their account has ended; what they made is somebody's who left. */
	readonly hasLeft: boolean;
	readonly createdAt: Date;
}

/** Why a render failed, in its own row: the code is stable, the message English. */
export interface Failure {
	readonly code: FailureCode;
	readonly message: string;
	/** Whether the same recipe may succeed later. */
	readonly retryable: boolean;
}

/** The newest state of a render. */
export interface Render {
	readonly id: string;
	readonly state: RenderState;
	/** Null for who may not know it. */
	readonly recipe: Recipe | null;
	/** Of the picture, in pixels. */
	readonly width: number;
	readonly height: number;
	readonly requestedById: string;
	/** That of its artwork once it is published. */
	readonly visibility: Visibility;
	/** That of its artwork once it is published. */
	readonly contentLevel: ContentLevel;
	/** By moderators. */
	readonly hidden: boolean;
	/** Whether its recipe is its person's secret; as that of its artwork once it is published. */
	readonly recipeHidden: boolean;
	/** The artwork whose recipe it started from. */
	readonly remixOfArtworkId: string | null;
	/** Once published. */
	readonly artworkId: string | null;
	/** How often a worker has taken it up; 0 while it waits for the first. */
	readonly attempt: number;
	/** Number of its newest event, from 1. */
	readonly seq: number;
	/** Steps completed. */
	readonly step: number;
	readonly steps: number;
	readonly loss: number | null;
	/** Loss of each prompt term at `step`; none for who may not know the recipe. */
	readonly terms: readonly TermLoss[];
	readonly preview: PreviewReference | null;
	/** The finished picture; null until DONE. */
	readonly image: ImageReference | null;
	/** A WebP for lists; null until DONE. */
	readonly thumbnail: ImageReference | null;
	readonly failure: Failure | null;
	readonly workerName: string | null;
	readonly cancelRequestedAt: Date | null;
	readonly createdAt: Date;
	/** When the first attempt began to compute. */
	readonly startedAt: Date | null;
	readonly finishedAt: Date | null;
}

/** A render with its recipe: for its person, and for workers. */
export interface WholeRender extends Render {
	readonly recipe: Recipe;
	readonly recipeHash: string;
}

/** A published picture. */
export interface Artwork {
	readonly id: string;
	readonly title: string;
	/** What it shows, in words of its person; null where they said nothing. */
	readonly alternativeText: string | null;
	readonly renderId: string;
	/** Null for who may not know it. */
	readonly recipe: Recipe | null;
	/** Whether its recipe is its person's secret. */
	readonly recipeHidden: boolean;
	readonly publishedById: string;
	readonly visibility: Visibility;
	/** Null for none stated. */
	readonly licence: Licence | null;
	/** The higher of what its person and what the moderators say. */
	readonly contentLevel: ContentLevel;
	/** By moderators. */
	readonly hidden: boolean;
	/** Who may comment on it besides its person. */
	readonly commentPolicy: CommentPolicy;
	/** Who may make something from it besides its person, as far as its licence lets anybody. */
	readonly remixPolicy: RemixPolicy;
	readonly publishedAt: Date;
	readonly image: ImageReference;
	readonly thumbnail: ImageReference;
}

/** A page of artworks. A cursor is opaque and stays good whatever is published meanwhile. */
export interface ArtworkPage {
	readonly edges: readonly { readonly cursor: string; readonly artwork: Artwork }[];
	readonly hasNextPage: boolean;
}

/** Credit. When the parent was removed, `parentId` is null and title and thumbhash remain. */
export interface Lineage {
	readonly childId: string;
	readonly parentId: string | null;
	readonly parentTitle: string;
	readonly parentThumbhash: string;
	readonly kind: LineageKind;
	/** Of a FORK: the step of the parent's render from which the child went on. */
	readonly parentStep: number | null;
	/** Of a MIX: the parent's part of the recipe, at most 1. */
	readonly share: number | null;
}

export interface LossPoint {
	readonly step: number;
	readonly loss: number;
}

/** What a worker gets when it takes a render up. */
export interface Claim {
	readonly renderId: string;
	/** Fencing token: every write of this attempt names it, and is refused once another worker has taken over. */
	readonly attempt: number;
	readonly recipe: Recipe;
	/** Where to go on from; null to begin. */
	readonly checkpoint: { readonly step: number; readonly bytes: Uint8Array } | null;
	/** Its 'warming' event, already appended. */
	readonly event: RenderEvent;
}

/** An appended event, and whether somebody asked meanwhile for the render to be cancelled. */
export interface Appended {
	readonly event: RenderEvent;
	readonly cancelRequested: boolean;
}

/** Seconds: half of such work takes at most `lowSeconds`, nine of ten at most `highSeconds`. */
export interface SecondsRange {
	readonly lowSeconds: number;
	readonly highSeconds: number;
}

/** A waiting render's place. */
export interface QueueStatus {
	/** 1 is next. */
	readonly position: number;
	/** Waiting renders before it that the same workers take: `position - 1`. */
	readonly ahead: number;
	/** Until it is done; null when nothing comparable has been rendered, or no worker is there. */
	readonly eta: SecondsRange | null;
	/** Whether a worker is there that has its pack. */
	readonly servable: boolean;
	/** Its pack, when workers are there but none of them has it; otherwise null. */
	readonly missingPackId: string | null;
}

export interface WorkerStatus {
	readonly name: string;
	/** Execution provider, `cpu`, `cuda`, … */
	readonly provider: string;
	/** What it computes on, such as a processor's name. */
	readonly device: string;
	readonly engineVersion: number;
	readonly packIds: readonly string[];
	readonly startedAt: Date;
	readonly lastSeenAt: Date;
}

/** `problems` has one English sentence per thing that is not as it should be, without passwords. */
export interface StoreHealth {
	readonly database: boolean;
	readonly storage: boolean;
	readonly problems: readonly string[];
}

/** A doorbell says that there is news, not what: read the database with `eventsSince`. */
export type Ring =
	| { readonly type: 'event'; readonly renderId: string; readonly seq: number }
	/** Others than before may see the render: ask again for everyone who watches it. */
	| { readonly type: 'access'; readonly renderId: string }
	/** The connection was lost and is back: anything may have happened, so look at every render that is watched. */
	| { readonly type: 'reconnected' };

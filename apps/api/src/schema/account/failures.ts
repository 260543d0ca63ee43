/** @file What may go wrong with an account, as types. */
import { ChangedSinceError, type FailureCode, type InputIssue, RenderError } from '@galatea/render';
import { builder } from '../builder.ts';
import {
	type Failing,
	FailureInterface,
	InputIssueType,
	type NotAllowed,
	NotAllowedType,
	type NotFound,
	NotFoundType,
} from '../errors.ts';

export interface InvalidInput extends Failing<'InvalidInput', 'INVALID_INPUT'> {
	readonly issues: readonly InputIssue[];
}
type EmailTaken = Failing<'EmailTaken', 'EMAIL_TAKEN'>;
type HandleTaken = Failing<'HandleTaken', 'HANDLE_TAKEN'>;
type WrongCredentials = Failing<'WrongCredentials', 'WRONG_CREDENTIALS'>;
export type TooManyTries = Failing<'TooManyTries', 'TOO_MANY_TRIES'>;
type ClaimExpired = Failing<'ClaimExpired', 'CLAIM_EXPIRED'>;
type LinkExpired = Failing<'LinkExpired', 'LINK_EXPIRED'>;
type MailUnavailable = Failing<'MailUnavailable', 'MAIL_UNAVAILABLE'>;
type SlugTaken = Failing<'SlugTaken', 'SLUG_TAKEN'>;
type CollectionFull = Failing<'CollectionFull', 'COLLECTION_FULL'>;
type CollectingRefused = Failing<'CollectingRefused', 'COLLECTING_REFUSED'>;
type AlreadyCollected = Failing<'AlreadyCollected', 'ALREADY_COLLECTED'>;
type InvitationExpired = Failing<'InvitationExpired', 'INVITATION_EXPIRED'>;
type InvitationUsedUp = Failing<'InvitationUsedUp', 'INVITATION_USED_UP'>;
type SignUpClosed = Failing<'SignUpClosed', 'SIGN_UP_CLOSED'>;
type SubmissionDecided = Failing<'SubmissionDecided', 'SUBMISSION_DECIDED'>;
type TooManySubmissions = Failing<'TooManySubmissions', 'TOO_MANY_SUBMISSIONS'>;
interface ChangedSince extends Failing<'ChangedSince', 'CHANGED_SINCE'> {
	readonly restingSeqs: readonly number[];
}
export type NotSignedIn = Failing<'NotSignedIn', 'NOT_SIGNED_IN'>;

export const InvalidInputType = builder.objectRef<InvalidInput>('InvalidInput').implement({
	interfaces: [FailureInterface],
	fields: (t) => ({ issues: t.field({ type: [InputIssueType], resolve: (failure) => [...failure.issues] }) }),
});

const EmailTakenType = builder.objectRef<EmailTaken>('EmailTaken').implement({ interfaces: [FailureInterface] });

const HandleTakenType = builder.objectRef<HandleTaken>('HandleTaken').implement({ interfaces: [FailureInterface] });

const WrongCredentialsType = builder
	.objectRef<WrongCredentials>('WrongCredentials')
	.implement({ interfaces: [FailureInterface] });

export const TooManyTriesType = builder
	.objectRef<TooManyTries>('TooManyTries')
	.implement({ interfaces: [FailureInterface], description: 'The message says when the next try may come.' });

const ClaimExpiredType = builder.objectRef<ClaimExpired>('ClaimExpired').implement({ interfaces: [FailureInterface] });

const LinkExpiredType = builder.objectRef<LinkExpired>('LinkExpired').implement({ interfaces: [FailureInterface] });

const MailUnavailableType = builder.objectRef<MailUnavailable>('MailUnavailable').implement({
	interfaces: [FailureInterface],
	description: 'The gallery has no mail server, or it takes nothing now.',
});

export const NotSignedInType = builder
	.objectRef<NotSignedIn>('NotSignedIn')
	.implement({ interfaces: [FailureInterface] });

const SlugTakenType = builder
	.objectRef<SlugTaken>('SlugTaken')
	.implement({ interfaces: [FailureInterface], description: 'Another collection of the person has the address.' });

const CollectionFullType = builder.objectRef<CollectionFull>('CollectionFull').implement({
	interfaces: [FailureInterface],
	description: 'A limit is reached: of artworks or curators of a collection, or of collections of a person.',
});

const CollectingRefusedType = builder.objectRef<CollectingRefused>('CollectingRefused').implement({
	interfaces: [FailureInterface],
	description: 'The artist does not let this person collect the artwork, or has taken it out of the collection.',
});

const AlreadyCollectedType = builder
	.objectRef<AlreadyCollected>('AlreadyCollected')
	.implement({ interfaces: [FailureInterface], description: 'The artwork stands in the collection already.' });

const InvitationExpiredType = builder.objectRef<InvitationExpired>('InvitationExpired').implement({
	interfaces: [FailureInterface],
	description: 'The time of the invitation is over; one to sign up may also be used up or revoked.',
});

const InvitationUsedUpType = builder.objectRef<InvitationUsedUp>('InvitationUsedUp').implement({
	interfaces: [FailureInterface],
	description: 'As many people as the invitation was for have accepted it.',
});

const SignUpClosedType = builder.objectRef<SignUpClosed>('SignUpClosed').implement({
	interfaces: [FailureInterface],
	description: 'Nobody signs up here now, or it takes an invitation (`Gallery.signUp`).',
});

const SubmissionDecidedType = builder.objectRef<SubmissionDecided>('SubmissionDecided').implement({
	interfaces: [FailureInterface],
	description: 'The curators have decided already: on this submission, or to decline the artwork.',
});

const TooManySubmissionsType = builder.objectRef<TooManySubmissions>('TooManySubmissions').implement({
	interfaces: [FailureInterface],
	description: 'So many submissions of one person wait in the collection that it takes no more.',
});

const ChangedSinceType = builder.objectRef<ChangedSince>('ChangedSince').implement({
	interfaces: [FailureInterface],
	description: 'A later change rests on it, or has taken it back already.',
	fields: (t) => ({
		restingSeqs: t.intList({
			description: 'The numbers of those changes, the latest first.',
			resolve: (failure) => [...failure.restingSeqs],
		}),
	}),
});

/** By the code that a `RenderError` has. */
export const failureTypes = {
	INVALID_INPUT: InvalidInputType,
	EMAIL_TAKEN: EmailTakenType,
	HANDLE_TAKEN: HandleTakenType,
	WRONG_CREDENTIALS: WrongCredentialsType,
	TOO_MANY_TRIES: TooManyTriesType,
	CLAIM_EXPIRED: ClaimExpiredType,
	LINK_EXPIRED: LinkExpiredType,
	MAIL_UNAVAILABLE: MailUnavailableType,
	NOT_SIGNED_IN: NotSignedInType,
	NOT_FOUND: NotFoundType,
	NOT_ALLOWED: NotAllowedType,
	SLUG_TAKEN: SlugTakenType,
	COLLECTION_FULL: CollectionFullType,
	COLLECTING_REFUSED: CollectingRefusedType,
	CHANGED_SINCE: ChangedSinceType,
	ALREADY_COLLECTED: AlreadyCollectedType,
	SUBMISSION_DECIDED: SubmissionDecidedType,
	INVITATION_EXPIRED: InvitationExpiredType,
	INVITATION_USED_UP: InvitationUsedUpType,
	SIGN_UP_CLOSED: SignUpClosedType,
	TOO_MANY_SUBMISSIONS: TooManySubmissionsType,
} as const satisfies Partial<Record<FailureCode, unknown>>;

type ForeseenFailure =
	| AlreadyCollected
	| ChangedSince
	| ClaimExpired
	| CollectingRefused
	| CollectionFull
	| EmailTaken
	| HandleTaken
	| InvalidInput
	| InvitationExpired
	| InvitationUsedUp
	| LinkExpired
	| MailUnavailable
	| NotAllowed
	| NotFound
	| NotSignedIn
	| SignUpClosed
	| SlugTaken
	| SubmissionDecided
	| TooManySubmissions
	| TooManyTries
	| WrongCredentials;

export type ForeseenCode = ForeseenFailure['code'];
export type FailureOf<Code extends ForeseenCode> = Extract<ForeseenFailure, { readonly code: Code }>;

/** An error that was thrown, as one of the foreseen failures `codes`; anything else is thrown again. */
export function foreseen<Code extends ForeseenCode>(error: unknown, codes: readonly Code[]): FailureOf<Code> {
	if (!(error instanceof RenderError)) throw error;
	const code = codes.find((known) => known === error.code);
	if (code === undefined) throw error;
	const { message, issues } = error;
	const restingSeqs = error instanceof ChangedSinceError ? error.restingSeqs : [];
	return { type: failureTypes[code].name, code, message, issues, restingSeqs } as unknown as FailureOf<Code>;
}

/** @file What may go wrong with an account, as types. */
import { type FailureCode, type InputIssue, RenderError } from '@galatea/render';
import { builder } from '../builder.ts';
import { type Failing, FailureInterface, InputIssueType, type NotAllowed, type NotFound } from '../errors.ts';

export interface InvalidInput extends Failing<'InvalidInput', 'INVALID_INPUT'> {
	readonly issues: readonly InputIssue[];
}
export type EmailTaken = Failing<'EmailTaken', 'EMAIL_TAKEN'>;
export type HandleTaken = Failing<'HandleTaken', 'HANDLE_TAKEN'>;
export type WrongCredentials = Failing<'WrongCredentials', 'WRONG_CREDENTIALS'>;
export type TooManyTries = Failing<'TooManyTries', 'TOO_MANY_TRIES'>;
export type ClaimExpired = Failing<'ClaimExpired', 'CLAIM_EXPIRED'>;
export type LinkExpired = Failing<'LinkExpired', 'LINK_EXPIRED'>;
export type MailUnavailable = Failing<'MailUnavailable', 'MAIL_UNAVAILABLE'>;
export type NotSignedIn = Failing<'NotSignedIn', 'NOT_SIGNED_IN'>;

export const InvalidInputType = builder.objectRef<InvalidInput>('InvalidInput').implement({
	interfaces: [FailureInterface],
	fields: (t) => ({ issues: t.field({ type: [InputIssueType], resolve: (failure) => [...failure.issues] }) }),
});

export const EmailTakenType = builder.objectRef<EmailTaken>('EmailTaken').implement({ interfaces: [FailureInterface] });

export const HandleTakenType = builder
	.objectRef<HandleTaken>('HandleTaken')
	.implement({ interfaces: [FailureInterface] });

export const WrongCredentialsType = builder
	.objectRef<WrongCredentials>('WrongCredentials')
	.implement({ interfaces: [FailureInterface] });

export const TooManyTriesType = builder
	.objectRef<TooManyTries>('TooManyTries')
	.implement({ interfaces: [FailureInterface], description: 'The message says when the next try may come.' });

export const ClaimExpiredType = builder
	.objectRef<ClaimExpired>('ClaimExpired')
	.implement({ interfaces: [FailureInterface] });

export const LinkExpiredType = builder
	.objectRef<LinkExpired>('LinkExpired')
	.implement({ interfaces: [FailureInterface] });

export const MailUnavailableType = builder.objectRef<MailUnavailable>('MailUnavailable').implement({
	interfaces: [FailureInterface],
	description: 'The gallery has no mail server, or it takes nothing now.',
});

export const NotSignedInType = builder
	.objectRef<NotSignedIn>('NotSignedIn')
	.implement({ interfaces: [FailureInterface] });

const typeNames = {
	INVALID_INPUT: 'InvalidInput',
	EMAIL_TAKEN: 'EmailTaken',
	HANDLE_TAKEN: 'HandleTaken',
	WRONG_CREDENTIALS: 'WrongCredentials',
	TOO_MANY_TRIES: 'TooManyTries',
	CLAIM_EXPIRED: 'ClaimExpired',
	LINK_EXPIRED: 'LinkExpired',
	MAIL_UNAVAILABLE: 'MailUnavailable',
	NOT_SIGNED_IN: 'NotSignedIn',
	NOT_FOUND: 'NotFound',
	NOT_ALLOWED: 'NotAllowed',
} as const satisfies Partial<Record<FailureCode, string>>;

type ForeseenFailure =
	| ClaimExpired
	| EmailTaken
	| HandleTaken
	| InvalidInput
	| LinkExpired
	| MailUnavailable
	| NotAllowed
	| NotFound
	| NotSignedIn
	| TooManyTries
	| WrongCredentials;

/** An error that was thrown, as one of the foreseen failures `codes`; anything else is thrown again. */
export function foreseen<Code extends ForeseenFailure['code']>(
	error: unknown,
	codes: readonly Code[],
): Extract<ForeseenFailure, { readonly code: Code }> {
	if (!(error instanceof RenderError)) throw error;
	const code = codes.find((known) => known === error.code);
	if (code === undefined) throw error;
	const { message, issues } = error;
	return { type: typeNames[code], code, message, issues } as unknown as Extract<
		ForeseenFailure,
		{ readonly code: Code }
	>;
}

/** For who asks for what only members may do. */
export function notSignedIn(message: string): NotSignedIn {
	return { type: 'NotSignedIn', code: 'NOT_SIGNED_IN', message };
}

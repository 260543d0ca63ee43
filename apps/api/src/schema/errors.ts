/**
 * @file Foreseen failures as types: what a caller can act on is in the schema. The `code` of each is one of
 * packages/render's failure codes and never changes its meaning.
 */

import type { UnknownWord } from '@galatea/networks';
import type { FailureCode, InputIssue } from '@galatea/render';
import type { Render, RenderLimitScope } from '@galatea/store/renders';
import { GraphQLError } from 'graphql';
import { builder } from './builder.ts';
import { UnknownWordType, withSuggestions } from './pack/unknown-word.ts';
import { RenderType } from './references.ts';

/** What every failure has. `type` is the name of its GraphQL type. */
export interface Failing<Type extends string, Code extends FailureCode> {
	readonly type: Type;
	readonly code: Code;
	readonly message: string;
}

export interface InvalidRecipe extends Failing<'InvalidRecipe', 'INVALID_RECIPE'> {
	readonly issues: readonly InputIssue[];
	readonly unknownWords: readonly UnknownWord[];
}

export interface PackUnavailable extends Failing<'PackUnavailable', 'PACK_UNAVAILABLE'> {
	readonly availablePackIds: readonly string[];
}

export interface QueueFull extends Failing<'QueueFull', 'QUEUE_FULL'> {
	readonly waiting: number;
}

/** Who asks, or their network, has asked for as much as they may. */
export interface RenderLimitReached extends Failing<'RenderLimitReached', 'TOO_MANY_WAITING' | 'BUDGET_SPENT'> {
	readonly scope: Exclude<RenderLimitScope, 'GALLERY'>;
	readonly maximum: number;
	readonly retryAfterSeconds: number | null;
}

export type NotFound = Failing<'NotFound', 'NOT_FOUND'>;
export type StepNotKept = Failing<'StepNotKept', 'STEP_NOT_KEPT'>;
export type NotAllowed = Failing<'NotAllowed', 'NOT_ALLOWED'>;
export type InvalidTitle = Failing<'InvalidTitle', 'INVALID_TITLE'>;

export interface AlreadyFinished extends Failing<'AlreadyFinished', 'ALREADY_FINISHED'> {
	readonly render: Render;
}

export interface NotFinished extends Failing<'NotFinished', 'NOT_FINISHED'> {
	readonly render: Render;
}

/** There is no such thing; says what was looked for. */
export function notFound(what: string, id: string): NotFound {
	return { type: 'NotFound', code: 'NOT_FOUND', message: `There is no ${what} "${id.slice(0, 64)}".` };
}

/** Thrown where something could be seen a moment ago and cannot be seen any more. */
export function hidden(what: string, id: string): GraphQLError {
	return new GraphQLError(`There is no ${what} "${id.slice(0, 64)}"`, { extensions: { code: 'NOT_FOUND' } });
}

export const FailureInterface = builder.interfaceRef<Failing<string, FailureCode>>('Failure').implement({
	description: 'Something foreseen went wrong. The code is stable; the message is English.',
	resolveType: (failure) => failure.type,
	fields: (t) => ({
		code: t.string({ resolve: (failure) => failure.code }),
		message: t.exposeString('message'),
	}),
});

export const InputIssueType = builder.objectRef<InputIssue>('InputIssue').implement({
	fields: (t) => ({
		path: t.exposeString('path', { description: 'Such as `prompts.0.weight`; empty for the whole.' }),
		message: t.exposeString('message'),
		code: t.string({
			description:
				'What is wrong, for programs and translations: such as `ABOVE`; `OTHER` where only the message says it.',
			resolve: (issue) => issue.code ?? 'OTHER',
		}),
		values: t.field({
			type: 'JSON',
			description: 'Numbers and words that the code speaks of: such as `{ "maximum": 10000 }`.',
			resolve: (issue) => issue.values ?? {},
		}),
	}),
});

export const InvalidRecipeType = builder.objectRef<InvalidRecipe>('InvalidRecipe').implement({
	interfaces: [FailureInterface],
	fields: (t) => ({
		issues: t.field({ type: [InputIssueType], resolve: (failure) => [...failure.issues] }),
		unknownWords: t.field({ type: [UnknownWordType], resolve: (failure) => withSuggestions(failure.unknownWords) }),
	}),
});

export const PackUnavailableType = builder.objectRef<PackUnavailable>('PackUnavailable').implement({
	interfaces: [FailureInterface],
	fields: (t) => ({ availablePackIds: t.idList({ resolve: (failure) => [...failure.availablePackIds] }) }),
});

export const QueueFullType = builder.objectRef<QueueFull>('QueueFull').implement({
	interfaces: [FailureInterface],
	fields: (t) => ({ waiting: t.exposeInt('waiting') }),
});

const RenderLimitScopeType = builder.enumType('RenderLimitScope', {
	values: {
		PERSON: { description: 'Who asks. All guests of one network are as one.' },
		NETWORK: { description: 'Everybody at the same address: an IPv4 address, or an IPv6 /64 and the /48 around it.' },
	},
});

export const RenderLimitReachedType = builder.objectRef<RenderLimitReached>('RenderLimitReached').implement({
	interfaces: [FailureInterface],
	description:
		'As much was asked for as may be: renders that wait (`TOO_MANY_WAITING`), or pixels × steps × cutouts in one hour ' +
		'(`BUDGET_SPENT`).',
	fields: (t) => ({
		scope: t.expose('scope', { type: RenderLimitScopeType, description: 'Who is at the limit.' }),
		maximum: t.exposeFloat('maximum', { description: 'Renders, or pixels × steps × cutouts, as the code says.' }),
		retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
			nullable: true,
			description: 'Of `BUDGET_SPENT`; null when the render takes more than an hour may have.',
		}),
	}),
});

export const NotFoundType = builder.objectRef<NotFound>('NotFound').implement({ interfaces: [FailureInterface] });

export const NotAllowedType = builder.objectRef<NotAllowed>('NotAllowed').implement({ interfaces: [FailureInterface] });

export const InvalidTitleType = builder
	.objectRef<InvalidTitle>('InvalidTitle')
	.implement({ interfaces: [FailureInterface] });

export const AlreadyFinishedType = builder.objectRef<AlreadyFinished>('AlreadyFinished').implement({
	interfaces: [FailureInterface],
	fields: (t) => ({ render: t.field({ type: RenderType, resolve: (failure) => failure.render }) }),
});

export const StepNotKeptType = builder.objectRef<StepNotKept>('StepNotKept').implement({
	interfaces: [FailureInterface],
	description:
		'A render has no such step, its steps were not kept, or the picture of the step is still to be made by `keepStep`.',
});

export const NotFinishedType = builder.objectRef<NotFinished>('NotFinished').implement({
	interfaces: [FailureInterface],
	fields: (t) => ({ render: t.field({ type: RenderType, resolve: (failure) => failure.render }) }),
});

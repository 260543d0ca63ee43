import type { User } from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { UserType } from '../references.ts';
import {
	type EmailTaken,
	EmailTakenType,
	foreseen,
	type HandleTaken,
	HandleTakenType,
	type InvalidInput,
	InvalidInputType,
	type TooManyTries,
	TooManyTriesType,
} from './failures.ts';
import { newcomer } from './newcomer.ts';

interface SignUpSuccess {
	readonly type: 'SignUpSuccess';
	readonly user: User;
}

type SignUpResult = EmailTaken | HandleTaken | InvalidInput | SignUpSuccess | TooManyTries;

const SignUpInput = builder.inputType('SignUpInput', {
	fields: (t) => ({
		email: t.string({ required: true, description: 'Known to nobody but the person.' }),
		password: t.string({ required: true, description: '10 to 128 characters.' }),
		handle: t.string({
			required: true,
			description: '3 to 30 lower-case letters, digits and underscores: the profile is at /@handle.',
		}),
	}),
});

const SignUpSuccessType = builder.objectRef<SignUpSuccess>('SignUpSuccess').implement({
	fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
});

const SignUpResultType = builder.unionType('SignUpResult', {
	types: [EmailTakenType, HandleTakenType, InvalidInputType, SignUpSuccessType, TooManyTriesType],
	resolveType: (result) => result.type,
});

builder.mutationField('signUp', (t) =>
	t.field({
		type: SignUpResultType,
		description: 'Makes an account and sets its cookie. What the caller made as a guest belongs to the account then.',
		extensions: { cost: 5_000 },
		args: { input: t.arg({ type: SignUpInput, required: true }) },
		resolve: (_root, { input }, context) => signUp(input, context),
	}),
);

async function signUp(input: typeof SignUpInput.$inferInput, context: RequestContext): Promise<SignUpResult> {
	try {
		const signedIn = await context.accounts.signUp(input, await context.person.entrance());
		return { type: 'SignUpSuccess', user: await newcomer(signedIn, context) };
	} catch (error) {
		return foreseen(error, ['EMAIL_TAKEN', 'HANDLE_TAKEN', 'INVALID_INPUT', 'TOO_MANY_TRIES']);
	}
}

/**
 * @file What a mutation answers: what it did, or a failure that is foreseen for it. The codes named for it make its union in
 * the schema and are what it catches, so that the two cannot differ.
 */
import { RenderError } from '@galatea/render';
import { findUserByHandle, type User } from '@galatea/store/accounts';
import type { Store } from '@galatea/store/database';
import type { Person } from '../../person.ts';
import { builder } from '../builder.ts';
import { notFound } from '../errors.ts';
import { UserType } from '../references.ts';
import { type FailureOf, type ForeseenCode, failureTypes, foreseen } from './failures.ts';

interface Success {
	readonly type: string;
}

/** The object type of a success, once it has its fields. */
type SuccessType<Done extends Success> = ReturnType<ReturnType<typeof builder.objectRef<Done>>['implement']>;

/** Members stand by their names, as everywhere in the schema. */
function unionOf<Done extends Success, Code extends ForeseenCode>(
	name: string,
	success: SuccessType<Done>,
	codes: readonly Code[],
) {
	const types = [success, ...codes.map((code) => failureTypes[code])].sort((a, b) =>
		a.name.localeCompare(b.name, 'en'),
	);
	return builder.unionType(name, {
		// One type for all of them: which failures they are is known by the codes alone.
		types: types as unknown as SuccessType<Done | FailureOf<Code>>[],
		resolveType: (result) => result.type,
	});
}

/**
 * Makes the union `name` of a success and the failures `codes`. `answer` resolves with what `work` did, or with the failure
 * of the schema where it throws a `RenderError` of one of the codes; anything else it throws again.
 */
export function mutationResult<Done extends Success, Code extends ForeseenCode>(
	name: string,
	success: SuccessType<Done>,
	codes: readonly Code[],
) {
	return {
		type: unionOf(name, success, codes),
		answer: (work: () => Promise<Done>): Promise<Done | FailureOf<Code>> =>
			work().catch((error: unknown) => foreseen(error, codes)),
	};
}

interface UserSuccess<Name extends string> {
	readonly type: Name;
	readonly user: User;
}

/** Makes the object type `name` of a success that is told by the `user` it was done for. */
export function userSuccess<Name extends string>(name: Name): SuccessType<UserSuccess<Name>> {
	return builder.objectRef<UserSuccess<Name>>(name).implement({
		fields: (t) => ({ user: t.expose('user', { type: UserType }) }),
	});
}

/** As {@link mutationResult}, where `work` gives the user of the success. */
export function userResult<Name extends string, Code extends ForeseenCode>(
	name: string,
	success: SuccessType<UserSuccess<Name>>,
	codes: readonly Code[],
) {
	const result = mutationResult(name, success, codes);
	const type = success.name as Name;
	return {
		type: result.type,
		answer: (work: () => Promise<User>) => result.answer(async () => ({ type, user: await work() })),
	};
}

/** The member who asks. Throws `RenderError` NOT_SIGNED_IN with `message` for guests and nobody. */
export async function requireMember(person: Person, message: string): Promise<User> {
	const user = await person.find();
	if (!user || user.isGuest) throw new RenderError('NOT_SIGNED_IN', message);
	return user;
}

/** The same for who asks from a browser, with its cookie: a program may not do what takes one. */
export async function requireSession(
	person: Person,
	message: string,
): Promise<{ readonly user: User; readonly session: string }> {
	const user = await requireMember(person, message);
	if (person.session === null) throw new RenderError('NOT_SIGNED_IN', message);
	return { user, session: person.session };
}

/** The member of that handle. Throws `RenderError` NOT_FOUND. */
export async function requireHandle(store: Store, handle: string): Promise<User> {
	const user = await findUserByHandle(store, handle);
	if (user) return user;
	const { code, message } = notFound('member', handle);
	throw new RenderError(code, message);
}

import type { SignedIn, User } from '@galatea/store/accounts';
import type { RequestContext } from '../../context.ts';

/** Gives the browser the cookie of somebody who has just come in, and the rest of the request their eyes. */
export async function newcomer(signedIn: SignedIn, { person }: RequestContext): Promise<User> {
	person.become(signedIn);
	const user = await person.find();
	if (!user) throw new Error(`User ${signedIn.userId} is gone as soon as they came in`);
	return user;
}

/** @file A plugin of better-auth that signs in whom another check has let in; it is called here, and never served. */
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** `enterAs` begins a session of a member and signs its cookie. */
export const enterAs = () => ({
	id: 'enter-as',
	endpoints: {
		enterAs: createAuthEndpoint(
			'/enter-as',
			{ method: 'POST', body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
			async (context) => {
				const { internalAdapter } = context.context;
				const user = await internalAdapter.findUserById(context.body.userId);
				if (!user) throw new Error(`There is no user ${context.body.userId} to sign in`);
				const session = await internalAdapter.createSession(user.id);
				await setSessionCookie(context, { session, user });
				return context.json({ user: { id: user.id } });
			},
		),
	},
});

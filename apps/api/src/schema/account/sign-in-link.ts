/** @file Signing in by a link that comes by mail: asking for one, looking at it, and using it. */
import { RenderError } from '@galatea/render';
import { type LinkAnswer, normaliseEmail, type SignInLink, signInLinkMinutes } from '@galatea/store/accounts';
import type { RequestContext } from '../../context.ts';
import { type Language, languages, signInLetter } from '../../mail/sign-in-letter.ts';
import { builder } from '../builder.ts';
import { newcomer } from './newcomer.ts';
import { requirePlace } from './next-place.ts';
import { mutationResult, userResult } from './results.ts';
import { SignInSuccessType } from './sign-in.ts';

const LanguageType = builder.enumType('Language', { description: 'English, Spanish.', values: languages });

const SignInLinkType = builder.objectRef<SignInLink>('SignInLink').implement({
	description: 'A link that is good.',
	fields: (t) => ({
		email: t.exposeString('email', { description: 'To which it was sent.' }),
		isNew: t.exposeBoolean('isNew', { description: 'Whether nobody has an account with this address.' }),
		hasUnprovenPassword: t.exposeBoolean('hasUnprovenPassword', {
			description:
				'Whether the account has a password from before its address was known to be its person’s: it ends with all sessions and access tokens, unless `signInByLink` is told it.',
		}),
		hasProvenPassword: t.exposeBoolean('hasProvenPassword', {
			description: 'Whether the account has a password that `signInByLink` can take away, for who has forgotten it.',
		}),
	}),
});

builder.queryFields((t) => ({
	signInLink: t.field({
		type: SignInLinkType,
		nullable: true,
		description: 'What a token in a mail is for; null when it is used or old. Looking does not use it.',
		args: { token: t.arg.string({ required: true }) },
		resolve: (_root, { token }, { accounts }) => accounts.links.find(token),
	}),
}));

interface SendSignInLinkSuccess {
	readonly type: 'SendSignInLinkSuccess';
}

const SendSignInLinkSuccessType = builder.objectRef<SendSignInLinkSuccess>('SendSignInLinkSuccess').implement({
	description: 'The mail is on its way, whether there is an account with this address or not.',
	fields: (t) => ({ minutes: t.int({ description: 'It is good for so many.', resolve: () => signInLinkMinutes }) }),
});

const sendResult = mutationResult('SendSignInLinkResult', SendSignInLinkSuccessType, [
	'INVALID_INPUT',
	'MAIL_UNAVAILABLE',
	'TOO_MANY_TRIES',
]);
const signInResult = userResult('SignInByLinkResult', SignInSuccessType, [
	'EMAIL_TAKEN',
	'HANDLE_TAKEN',
	'INVALID_INPUT',
	'INVITATION_EXPIRED',
	'LINK_EXPIRED',
	'SIGN_UP_CLOSED',
	'TOO_MANY_TRIES',
	'WRONG_CREDENTIALS',
]);

builder.mutationFields((t) => ({
	sendSignInLink: t.field({
		type: sendResult.type,
		description: 'Sends a link to an address, whether there is an account with it or not. It is good once.',
		extensions: { cost: 5_000 },
		args: {
			email: t.arg.string({ required: true }),
			language: t.arg({ type: LanguageType, required: true, description: 'Of the mail.' }),
			next: t.arg.string({ description: 'The page of the gallery that opens afterwards, such as `/create`.' }),
		},
		resolve: (_root, { email, language, next }, context) =>
			sendResult.answer(() => sendLink(email, language, next ?? null, context)),
	}),
	signInByLink: t.field({
		type: signInResult.type,
		description: `Uses a link and sets the cookie of its account; who has none gets one. What the caller made as a guest belongs to
the account then.`,
		extensions: { cost: 5_000 },
		args: {
			token: t.arg.string({ required: true }),
			handle: t.arg.string({ description: 'Of who is new (`isNew`).' }),
			invitation: t.arg.string({
				description: 'Of who is new, the token of an invitation where signing up takes one.',
			}),
			password: t.arg.string({ description: 'Keeps what `hasUnprovenPassword` speaks of.' }),
			forgetPassword: t.arg.boolean({
				description: `Takes the password away that \`hasProvenPassword\` speaks of, and ends all other sessions; \`setFirstPassword\` gives
another.`,
			}),
		},
		resolve: (_root, { token, handle, invitation, password, forgetPassword }, context) => {
			const answer: LinkAnswer = {
				handle: handle ?? null,
				password: password ?? null,
				forgetPassword: forgetPassword ?? false,
			};
			return signInResult.answer(async () => {
				const entrance = { ...(await context.person.entrance()), invitation: invitation ?? null };
				return newcomer(await context.accounts.links.signIn(token, answer, entrance), context);
			});
		},
	}),
}));

async function sendLink(
	email: string,
	language: Language,
	next: string | null,
	{ accounts, mail, person, logger }: RequestContext,
): Promise<SendSignInLinkSuccess> {
	try {
		if (!mail) throw new RenderError('MAIL_UNAVAILABLE', 'This gallery has no mail server');
		requirePlace(next);
		// To the address as accounts have it: some mail servers take `Ana@` and `ana@` for two people.
		const token = await accounts.links.create(email, await person.entrance());
		const query = new URLSearchParams({ token, ...(next !== null && { next }) });
		await mail.mailer.send(normaliseEmail(email), signInLetter(`${mail.publicUrl}/sign-in/link?${query}`, language));
		return { type: 'SendSignInLinkSuccess' };
	} catch (error) {
		if (error instanceof RenderError && error.code === 'MAIL_UNAVAILABLE' && error.cause)
			logger.error({ err: error.cause }, 'the mail server did not take a mail');
		throw error;
	}
}

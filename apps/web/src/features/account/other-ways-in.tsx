/** @file The ways in besides a password, where the gallery has them. */
import { headers } from 'next/headers';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { visitedOrigin } from '../chrome/origin.ts';
import { OAuthButtons } from './oauth-buttons.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { PasskeysElsewhere } from './passkeys-elsewhere.tsx';
import { loadSignInMethods } from './sign-in-methods.ts';

/** Nothing where there are none. `next` is the address that opens afterwards. */
export async function OtherWaysIn({ next }: { readonly next: string }) {
	// The banner says that the API does not answer; the form is there all the same.
	const methods = await loadSignInMethods().catch(() => null);
	if (!methods) return null;
	const t = await getTranslations('Account');
	const { passkeyOrigin } = methods;
	const page = `/sign-in?next=${encodeURIComponent(next)}`;
	const isThere = visitedOrigin(await headers()) === passkeyOrigin;
	return (
		<>
			{methods.link && (
				<p className="mt-5">
					<Link href={`/sign-in/mail?next=${encodeURIComponent(next)}`} prefetch={false} className="button-quiet">
						{t('link.offer')}
					</Link>
				</p>
			)}
			{passkeyOrigin !== null &&
				(isThere ? (
					<PasskeyButton next={next} />
				) : (
					<div className="mt-5">
						<PasskeysElsewhere address={`${passkeyOrigin}${page}`} />
					</div>
				))}
			{methods.oauthProviders.length > 0 && <OAuthButtons providers={methods.oauthProviders} next={next} />}
		</>
	);
}

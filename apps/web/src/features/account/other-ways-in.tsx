/** @file The ways in besides a password, where the gallery has them. */
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { OAuthButtons } from './oauth-buttons.tsx';
import { loadSignInMethods } from './sign-in-methods.ts';

/** Nothing where there are none. `next` is the address that opens afterwards. */
export async function OtherWaysIn({ next }: { readonly next: string }) {
	// The banner says that the API does not answer; the form is there all the same.
	const methods = await loadSignInMethods().catch(() => null);
	if (!methods) return null;
	const t = await getTranslations('Account');
	return (
		<>
			{methods.link && (
				<p className="mt-5">
					<Link href={`/sign-in/mail?next=${encodeURIComponent(next)}`} prefetch={false} className="button-quiet">
						{t('link.offer')}
					</Link>
				</p>
			)}
			{methods.oauthProviders.length > 0 && <OAuthButtons providers={methods.oauthProviders} next={next} />}
		</>
	);
}

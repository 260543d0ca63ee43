import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../../features/account/account-page.tsx';
import { LinkForm } from '../../../features/account/link-form.tsx';
import { nextPlace } from '../../../features/account/next-place.ts';
import { answered } from '../../../features/chrome/answered.tsx';
import { SignInLinkDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

interface LinkPageProps {
	readonly searchParams: Promise<{ readonly token?: string | string[]; readonly next?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	const title = (await getTranslations('Account'))('signIn');
	// The token stands in the address: no page that is linked from here is told it.
	return { title, robots: { index: false }, referrer: 'no-referrer' };
}

/** Opening it uses nothing up: programs that look through mail open links too. A button does. */
export default answered(async function LinkPage({ searchParams }: LinkPageProps) {
	const { token: given, next: wanted } = await searchParams;
	const token = typeof given === 'string' ? given : '';
	const { signInLink: link, viewer } = await serverRequest(SignInLinkDocument, { token });
	const t = await getTranslations('Account');
	const isSignedIn = viewer !== null && !viewer.isGuest;
	if (!link) {
		const next = nextPlace(wanted, '/');
		return (
			<AccountPage title={t('link.expiredTitle')}>
				<p className="text-soft">{isSignedIn ? t('link.expiredSignedIn') : t('link.expiredText')}</p>
				<p className="mt-8">
					{isSignedIn ? (
						<Link href={next} className="button-main">
							{t('link.goOn')}
						</Link>
					) : (
						<Link href={`/sign-in/mail?next=${encodeURIComponent(next)}`} className="button-main">
							{t('link.another')}
						</Link>
					)}
				</p>
			</AccountPage>
		);
	}
	return (
		<AccountPage title={t(link.isNew ? 'signUp' : 'signIn')}>
			<p className="mb-6 text-soft">
				{t.rich(link.isNew ? 'link.newText' : 'link.knownText', {
					email: link.email,
					strong: (text) => <strong className="break-words font-medium text-ink">{text}</strong>,
				})}{' '}
				{viewer?.isGuest && t('keepsWork')}
				{isSignedIn && t('link.signedInNow', { handle: viewer.handle ?? '' })}
			</p>
			<LinkForm link={link} token={token} next={nextPlace(wanted, link.isNew ? '/settings' : '/')} />
		</AccountPage>
	);
});

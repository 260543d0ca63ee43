import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '../../features/account/account-page.tsx';
import { ClaimButton } from '../../features/account/claim-button.tsx';
import { answered } from '../../features/chrome/answered.tsx';
import { CanClaimDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

interface ClaimPageProps {
	readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	const title = (await getTranslations('Account'))('claim.title');
	// The token stands in the address: no page that is linked from here is told it.
	return { title, robots: { index: false }, referrer: 'no-referrer' };
}

export default answered(async function ClaimPage({ searchParams }: ClaimPageProps) {
	const { token: given } = await searchParams;
	const token = typeof given === 'string' ? given : '';
	const { canClaimGallery, viewer } = await serverRequest(CanClaimDocument, { token });
	const t = await getTranslations('Account.claim');
	if (!canClaimGallery) {
		const state = viewer?.role === 'ADMIN' ? 'done' : 'used';
		return (
			<AccountPage title={t(`${state}Title`)}>
				<p className="text-soft">{t(`${state}Text`)}</p>
				{state === 'done' && (
					<p className="mt-8">
						<Link href="/admin" className="button-main">
							{t('goOn')}
						</Link>
					</p>
				)}
			</AccountPage>
		);
	}
	if (!viewer || viewer.isGuest) {
		const next = encodeURIComponent(`/claim?token=${token}`);
		const account = await getTranslations('Account');
		return (
			<AccountPage title={t('title')}>
				<p className="text-soft">{t('signInFirst')}</p>
				<p className="mt-8 flex flex-wrap gap-3">
					<Link href={`/sign-up?next=${next}`} className="button-main">
						{account('signUp')}
					</Link>
					<Link href={`/sign-in?next=${next}`} className="button-quiet">
						{account('signIn')}
					</Link>
				</p>
			</AccountPage>
		);
	}
	return (
		<AccountPage title={t('title')}>
			<p className="mb-8 text-soft">{t('text', { handle: viewer.handle ?? '' })}</p>
			<ClaimButton token={token} />
		</AccountPage>
	);
});

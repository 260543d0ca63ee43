import type { Metadata } from 'next';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { AccountPage } from '../../../features/account/account-page.tsx';
import { answered } from '../../../features/chrome/answered.tsx';
import { collectionAddress } from '../../../features/collections/collection-address.ts';
import { AcceptInvitation } from '../../../features/collections/invitations/accept-invitation.tsx';
import { InvitationPageDocument } from '../../../graphql/generated/graphql.ts';
import { serverRequest } from '../../../graphql/server-request.ts';

interface InvitationPageProps {
	readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
	const title = (await getTranslations('CollectionInvitations'))('title');
	// The token stands in the address: no page that is linked from here is told it.
	return { title, robots: { index: false }, referrer: 'no-referrer' };
}

export default answered(async function InvitationPage({ searchParams }: InvitationPageProps) {
	const { token: given } = await searchParams;
	const token = typeof given === 'string' ? given : '';
	const { invitation, viewer } = await serverRequest(InvitationPageDocument, { token });
	const t = await getTranslations('CollectionInvitations');
	if (!invitation)
		return (
			<AccountPage title={t('unknownTitle')}>
				<p className="text-soft">{t('unknownText')}</p>
			</AccountPage>
		);
	const { title, owner, role, expiresAt, state, collection } = invitation;
	const roles = await getTranslations('Collections');
	const format = await getFormatter();
	const held = collection !== null && collection.viewerRole !== null;
	const offer = (
		<p className="text-soft">
			{t('offer', { name: owner?.displayName ?? owner?.handle ?? '', title, role: roles(`roles.${role}`) })}
		</p>
	);
	if (state !== 'OPEN')
		return (
			<AccountPage title={t(`closed.${state}.title`)}>
				{offer}
				<p className="mt-3 text-soft">{t(`closed.${state}.text`)}</p>
				{held && <CollectionLink address={collectionAddress(collection)} label={t('openCollection')} />}
			</AccountPage>
		);
	const next = encodeURIComponent(`/collections/invitation?token=${token}`);
	const account = await getTranslations('Account');
	return (
		<AccountPage title={t('title')}>
			{offer}
			{role !== 'OWNER' && <p className="mt-3 text-soft">{roles(`roleMeans.${role}`)}</p>}
			<p className="mt-3 text-soft">
				{t('until', { date: format.dateTime(new Date(expiresAt), { dateStyle: 'long', timeStyle: 'short' }) })}
			</p>
			{!viewer || viewer.isGuest ? (
				<>
					<p className="mt-3">{t('signInFirst')}</p>
					<p className="mt-8 flex flex-wrap gap-3">
						<Link href={`/sign-up?next=${next}`} className="button-main">
							{account('signUp')}
						</Link>
						<Link href={`/sign-in?next=${next}`} className="button-quiet">
							{account('signIn')}
						</Link>
					</p>
				</>
			) : (
				<AcceptInvitation token={token} />
			)}
			{held && <CollectionLink address={collectionAddress(collection)} label={t('openCollection')} />}
		</AccountPage>
	);
});

function CollectionLink({ address, label }: { readonly address: string; readonly label: string }) {
	return (
		<p className="mt-8">
			<Link href={address} prefetch={false} className="quiet-link">
				{label}
			</Link>
		</p>
	);
}

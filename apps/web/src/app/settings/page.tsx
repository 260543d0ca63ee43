import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccessTokens } from '../../features/account/access-tokens.tsx';
import { AccountForm } from '../../features/account/account-form.tsx';
import { AccountPage } from '../../features/account/account-page.tsx';
import { AvatarForm } from '../../features/account/avatar-form.tsx';
import { ConnectedAccounts } from '../../features/account/connected-accounts.tsx';
import { FirstPasswordForm } from '../../features/account/first-password-form.tsx';
import { KeptAway } from '../../features/account/kept-away.tsx';
import { LeaveForm } from '../../features/account/leave-form.tsx';
import { NeedsPassword } from '../../features/account/needs-password.tsx';
import { OAuthProblem } from '../../features/account/oauth-problem.tsx';
import { Passkeys } from '../../features/account/passkeys.tsx';
import { PasskeysElsewhere } from '../../features/account/passkeys-elsewhere.tsx';
import { PasswordForm } from '../../features/account/password-form.tsx';
import { ProfileForm } from '../../features/account/profile-form.tsx';
import { Sessions } from '../../features/account/sessions.tsx';
import { loadSignInMethods } from '../../features/account/sign-in-methods.ts';
import { SignOutButton } from '../../features/account/sign-out-button.tsx';
import { answered } from '../../features/chrome/answered.tsx';
import { visitedOrigin } from '../../features/chrome/origin.ts';
import { NotificationSettings } from '../../features/notifications/notification-settings.tsx';
import { ViewerSettingsDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations('Account'))('settings') };
}

interface SettingsPageProps {
	readonly searchParams: Promise<{
		readonly muted?: string | string[];
		readonly blocked?: string | string[];
		readonly problem?: string | string[];
	}>;
}

const cursorOf = (value: string | string[] | undefined): string | null => (typeof value === 'string' ? value : null);

export default answered(async function SettingsPage({ searchParams }: SettingsPageProps) {
	const { muted, blocked, problem } = await searchParams;
	const cursors = { mutedAfter: cursorOf(muted), blockedAfter: cursorOf(blocked) };
	const [{ viewer }, { oauthProviders, passkeyOrigin }] = await Promise.all([
		serverRequest(ViewerSettingsDocument, cursors),
		loadSignInMethods(),
	]);
	if (!viewer) redirect('/sign-in?next=/settings');
	const t = await getTranslations('Account');
	if (viewer.isGuest)
		return (
			<AccountPage title={t('guestTitle')}>
				<p className="text-soft">{t('guestText')}</p>
				<p className="mt-8 flex flex-wrap gap-3">
					<Link href="/sign-up?next=/settings" className="button-main">
						{t('signUp')}
					</Link>
					<Link href="/sign-in?next=/settings" className="button-quiet">
						{t('signIn')}
					</Link>
				</p>
			</AccountPage>
		);
	const leaving = await getTranslations('Leaving');
	const handle = viewer.handle ?? '';
	return (
		<AccountPage title={t('settings')}>
			<p className="text-soft">
				{t('signedInAs', { email: viewer.email ?? '' })} · {t(`roles.${viewer.role}`)}
				<br />
				{t.rich('yourPage', {
					handle,
					link: (text) => (
						<Link href={`/@${handle}`} className="quiet-link">
							{text}
						</Link>
					),
				})}
				<br />
				<Link href="/decisions" prefetch={false} className="quiet-link">
					{t('decisions')}
				</Link>
				{(viewer.role === 'MODERATOR' || viewer.role === 'ADMIN') && (
					<>
						{' · '}
						<Link href="/moderation" prefetch={false} className="quiet-link">
							{t('moderation')}
						</Link>
					</>
				)}
				{viewer.role === 'ADMIN' && (
					<>
						{' · '}
						<Link href="/roles" prefetch={false} className="quiet-link">
							{t('giveRoles')}
						</Link>
						{' · '}
						<Link href="/packs" prefetch={false} className="quiet-link">
							{t('packs')}
						</Link>
					</>
				)}
			</p>
			<section aria-labelledby="profile-title" className="mt-8 border-t border-line pt-6">
				<h2 id="profile-title" className="mb-4 text-xl">
					{t('profile')}
				</h2>
				<div className="mb-6">
					<AvatarForm handle={handle} avatar={viewer.avatar} />
				</div>
				<ProfileForm
					profile={{
						displayName: viewer.displayName ?? '',
						bio: viewer.bio,
						links: viewer.links,
						visibility: viewer.defaultVisibility ?? 'PUBLIC',
						licence: viewer.defaultLicence,
						shownLevel: viewer.shownContentLevel ?? 'EVERYONE',
						collectPolicy: viewer.collectPolicy ?? 'EVERYONE',
						namedAsWatcher: viewer.namedAsWatcher ?? false,
					}}
				/>
			</section>
			<section aria-labelledby="notifications-title" className="mt-10 border-t border-line pt-6">
				<h2 id="notifications-title" className="mb-4 scroll-mt-8 text-xl">
					{t('notifications')}
				</h2>
				<NotificationSettings initial={viewer.silencedNotifications} />
			</section>
			<section aria-labelledby="account-title" className="mt-10 border-t border-line pt-6">
				<h2 id="account-title" className="mb-4 text-xl">
					{leaving('account')}
				</h2>
				{viewer.hasPassword ? (
					<div className="space-y-8">
						<AccountForm what="handle" current={handle} />
						<AccountForm what="email" current={viewer.email ?? ''} />
					</div>
				) : (
					<NeedsPassword />
				)}
			</section>
			<section aria-labelledby="password-title" className="mt-10 border-t border-line pt-6">
				<h2 id="password-title" className="mb-4 scroll-mt-8 text-xl">
					{t('security')}
				</h2>
				{viewer.hasPassword ? <PasswordForm /> : <FirstPasswordForm />}
			</section>
			{passkeyOrigin !== null && (
				<section aria-labelledby="passkeys-title" className="mt-10 border-t border-line pt-6">
					<h2 id="passkeys-title" className="mb-4 text-xl">
						{t('passkeys.title')}
					</h2>
					{visitedOrigin(await headers()) === passkeyOrigin ? (
						<Passkeys passkeys={viewer.passkeys} hasPassword={viewer.hasPassword === true} />
					) : (
						<PasskeysElsewhere address={`${passkeyOrigin}/settings`} />
					)}
				</section>
			)}
			{oauthProviders.length > 0 && (
				<section aria-labelledby="oauth-title" className="mt-10 border-t border-line pt-6">
					<h2 id="oauth-title" className="mb-4 text-xl">
						{t('oauth.title')}
					</h2>
					<OAuthProblem problem={problem} />
					<ConnectedAccounts
						providers={oauthProviders}
						initial={viewer.connectedOAuthProviders}
						hasPassword={viewer.hasPassword === true}
					/>
				</section>
			)}
			<section aria-labelledby="sessions-title" className="mt-10 border-t border-line pt-6">
				<h2 id="sessions-title" className="mb-4 text-xl">
					{t('sessions')}
				</h2>
				<Sessions initial={viewer.sessions} />
			</section>
			{viewer.mutedUsers && viewer.blockedUsers && (
				<section aria-labelledby="kept-title" className="mt-10 border-t border-line pt-6">
					<h2 id="kept-title" className="text-xl">
						{t('kept')}
					</h2>
					<KeptAway
						id="muted"
						title={t('muted')}
						none={t('mutedNone')}
						people={viewer.mutedUsers}
						more="/settings?muted"
					/>
					<KeptAway
						id="blocked"
						title={t('blocked')}
						none={t('blockedNone')}
						people={viewer.blockedUsers}
						more="/settings?blocked"
					/>
				</section>
			)}
			<section aria-labelledby="tokens-title" className="mt-10 border-t border-line pt-6">
				<h2 id="tokens-title" className="mb-4 text-xl">
					{t('tokens')}
				</h2>
				<AccessTokens initial={viewer.accessTokens} />
			</section>
			<section aria-labelledby="leave-title" className="mt-10 border-t border-line pt-6">
				<h2 id="leave-title" className="mb-4 text-xl">
					{leaving('title')}
				</h2>
				{viewer.hasPassword || viewer.leavesAt !== null ? (
					<LeaveForm leavesAt={viewer.leavesAt} leaving={viewer.leaving} />
				) : (
					<NeedsPassword />
				)}
			</section>
			<div className="mt-10 border-t border-line pt-6">
				<SignOutButton />
			</div>
		</AccountPage>
	);
});

'use client';
/** @file What an admin can do about a member: a role, a suspension, a link for a new password. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import { type HostedMemberPartsFragment, type MemberRole, SetRoleDocument } from '../../graphql/generated/graphql.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../moderation/act-form.tsx';
import { PasswordLinkDialog } from './password-link-dialog.tsx';

const choices: readonly MemberRole[] = ['MEMBER', 'MODERATOR', 'ADMIN'];

export function MemberActions({ user }: { readonly user: HostedMemberPartsFragment['user'] }) {
	const t = useTranslations('Admin.members');
	const roles = useTranslations('Account.roles');
	const router = useRouter();
	const [open, setOpen] = useState<'suspension' | 'password' | null>(null);
	const [said, setSaid] = useState<'done' | 'failed' | null>(null);
	const handle = user.handle ?? '';
	const isSuspended = user.suspendedUntil !== null;
	const isBelow = user.role !== 'ADMIN';

	async function give(role: MemberRole): Promise<void> {
		setSaid(null);
		const answer = await browserRequest(SetRoleDocument, { handle, role }).catch(() => null);
		setSaid(answer?.setRole.__typename === 'SetRoleSuccess' ? 'done' : 'failed');
		router.refresh();
	}
	return (
		<div className="flex flex-wrap items-center gap-2">
			<p role={said === 'failed' ? 'alert' : 'status'} className={said === 'failed' ? 'text-dot' : 'text-soft'}>
				{said !== null && t(`role.${said}`)}
			</p>
			<select
				className="field w-auto"
				aria-label={t('roleOf', { handle })}
				value={user.role}
				onChange={(event) => {
					const role = choices.find((each) => each === event.target.value);
					if (role) void give(role);
				}}
			>
				{choices.map((each) => (
					<option key={each} value={each}>
						{roles(each)}
					</option>
				))}
			</select>
			{isBelow && (
				<>
					<button
						type="button"
						className="button-quiet"
						aria-label={t(isSuspended ? 'liftOf' : 'suspendOf', { handle })}
						onClick={() => setOpen('suspension')}
					>
						{t(isSuspended ? 'lift' : 'suspend')}
					</button>
					<button
						type="button"
						className="button-quiet"
						aria-label={t('passwordOf', { handle })}
						onClick={() => setOpen('password')}
					>
						{t('password')}
					</button>
				</>
			)}
			{open === 'suspension' && (
				<Dialog open onClose={() => setOpen(null)} title={t(isSuspended ? 'liftOf' : 'suspendOf', { handle })}>
					<ActForm subjectId={user.id} kinds={[isSuspended ? 'LIFT' : 'SUSPEND']} strikes={user.strikes ?? 0} />
				</Dialog>
			)}
			{open === 'password' && <PasswordLinkDialog handle={handle} onClose={() => setOpen(null)} />}
		</div>
	);
}

'use client';
/** @file The invitation links of a collection, for its owner: made, copied and revoked. */
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../../graphql/browser-request.ts';
import {
	CreateInvitationDocument,
	type InvitationPartsFragment,
	RevokeInvitationDocument,
} from '../../../graphql/generated/graphql.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { CopyButton } from '../../artwork/copy-button.tsx';
import { useCollectionChange } from '../use-collection-change.ts';

const roles = ['EDITOR', 'CONTRIBUTOR', 'VIEWER'] as const;
const dayChoices = ['1', '7', '30', '90'] as const;
const useChoices = ['1', '5', '20', '100'] as const;

interface InvitationsProps {
	readonly collectionId: string;
	readonly invitations: readonly InvitationPartsFragment[];
}

export function Invitations({ collectionId, invitations }: InvitationsProps) {
	const t = useTranslations('CollectionInvitations');
	const shared = useTranslations('Collections');
	const format = useFormatter();
	const id = useId();
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	const [role, setRole] = useState<(typeof roles)[number]>('CONTRIBUTOR');
	const [days, setDays] = useState<(typeof dayChoices)[number]>('7');
	const [uses, setUses] = useState<(typeof useChoices)[number]>('1');
	const [link, setLink] = useState<string | null>(null);
	const [said, setSaid] = useState('');

	async function create(event: FormEvent): Promise<void> {
		event.preventDefault();
		const variables = { collectionId, role, days: Number(days), maximumUses: Number(uses) };
		const answer = await change(
			async () => (await browserRequest(CreateInvitationDocument, variables)).createInvitation,
		);
		if (answer?.__typename !== 'CreateInvitationSuccess') return;
		setLink(new URL(`/collections/invitation?token=${answer.token}`, location.origin).href);
		setSaid(t('made'));
		router.refresh();
	}

	async function revoke(invitationId: string): Promise<void> {
		const send = async () => (await browserRequest(RevokeInvitationDocument, { id: invitationId })).revokeInvitation;
		if (!(await change(send))) return;
		setSaid(t('revoked'));
		router.refresh();
	}

	return (
		<section aria-labelledby={`${id}-heading`} className="max-w-prose">
			<h2 id={`${id}-heading`} className="mb-1 text-xl">
				{t('links')}
			</h2>
			<p className="text-soft">{t('linksText')}</p>
			{invitations.length > 0 && (
				<ul className="mt-3 space-y-2">
					{invitations.map((invitation) => {
						const what = t('open', {
							role: shared(`roles.${invitation.role}`),
							used: invitation.uses,
							count: invitation.maximumUses,
							date: format.dateTime(new Date(invitation.expiresAt), { dateStyle: 'medium' }),
						});
						return (
							<li key={invitation.id} className="flex flex-wrap items-center gap-3">
								<span>{what}</span>
								<button
									type="button"
									className="button-quiet"
									disabled={pending}
									aria-label={t('revokeThis', { what })}
									onClick={() => void revoke(invitation.id)}
								>
									{t('revoke')}
								</button>
							</li>
						);
					})}
				</ul>
			)}
			<p role="status" className="mt-3 text-soft">
				{said}
			</p>
			{link !== null && (
				<div className="mt-2 flex flex-wrap items-end gap-3">
					<div className="min-w-0 flex-1 basis-64">
						<label htmlFor={`${id}-link`} className="mb-1.5 block font-medium">
							{t('link')}
						</label>
						<input
							id={`${id}-link`}
							className="field"
							readOnly
							value={link}
							onFocus={(event) => event.target.select()}
						/>
					</div>
					<CopyButton key={link} text={link} label={t('copy')} done={t('copied')} failed={t('copyFailed')} />
				</div>
			)}
			<form method="post" onSubmit={(event) => void create(event)} className="mt-4 space-y-4">
				<SelectField
					label={shared('role')}
					choices={roles}
					value={role}
					nameOf={(choice) => shared(`roles.${choice}`)}
					means={shared(`roleMeans.${role}`)}
					onChange={setRole}
				/>
				<SelectField
					label={t('days')}
					choices={dayChoices}
					value={days}
					nameOf={(choice) => t('dayCount', { count: Number(choice) })}
					onChange={setDays}
				/>
				<SelectField
					label={t('uses')}
					choices={useChoices}
					value={uses}
					nameOf={(choice) => t('useCount', { count: Number(choice) })}
					onChange={setUses}
				/>
				{problem && (
					<p role="alert" className="text-dot">
						{shared(`problems.${problem}`)}
					</p>
				)}
				<button type="submit" className="button-quiet" disabled={pending}>
					{t('create')}
				</button>
			</form>
		</section>
	);
}

'use client';
/** @file Who keeps a collection beside its owner, for the owner to say. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type CollectionHeadFragment,
	type CollectionRole,
	SetCuratorDocument,
} from '../../graphql/generated/graphql.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { useCollectionChange } from './use-collection-change.ts';

const roles = ['EDITOR', 'CONTRIBUTOR', 'VIEWER'] as const satisfies readonly CollectionRole[];

export function Curators({ collection }: { readonly collection: CollectionHeadFragment }) {
	const t = useTranslations('Collections');
	const id = useId();
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	const [handle, setHandle] = useState('');
	const [role, setRole] = useState<(typeof roles)[number]>('EDITOR');
	async function set(whose: string, given: CollectionRole | null): Promise<boolean> {
		const variables = { collectionId: collection.id, handle: whose.replace(/^@/, '').trim(), role: given };
		const answer = await change(async () => (await browserRequest(SetCuratorDocument, variables)).setCurator);
		if (answer) router.refresh();
		return answer !== null;
	}
	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (await set(handle, role)) setHandle('');
	}
	return (
		<section aria-labelledby={`${id}-heading`} className="max-w-prose">
			<h2 id={`${id}-heading`} className="mb-3 text-xl">
				{t('curators')}
			</h2>
			<ul className="space-y-2">
				{collection.curators.map(({ user, role: held }) => (
					<li key={user.handle} className="flex flex-wrap items-center gap-3">
						<span>
							<bdi>{user.displayName ?? user.handle}</bdi> · {t(`roles.${held}`)}
						</span>
						<button
							type="button"
							className="button-quiet"
							disabled={pending}
							aria-label={t('removeCurator', { name: user.displayName ?? user.handle ?? '' })}
							onClick={() => void set(user.handle ?? '', null)}
						>
							{t('remove')}
						</button>
					</li>
				))}
			</ul>
			<form method="post" onSubmit={(event) => void submit(event)} className="mt-4 space-y-4">
				<div>
					<label htmlFor={`${id}-handle`} className="mb-1.5 block font-medium">
						{t('curatorHandle')}
					</label>
					<input
						id={`${id}-handle`}
						className="field"
						required
						autoCapitalize="none"
						autoComplete="off"
						value={handle}
						onChange={(event) => setHandle(event.target.value)}
					/>
				</div>
				<SelectField
					label={t('role')}
					choices={roles}
					value={role}
					nameOf={(choice) => t(`roles.${choice}`)}
					means={t(`roleMeans.${role}`)}
					onChange={setRole}
				/>
				{problem && (
					<p role="alert" className="text-dot">
						{t(`problems.${problem}`)}
					</p>
				)}
				<button type="submit" className="button-quiet" disabled={pending}>
					{t('addCurator')}
				</button>
			</form>
		</section>
	);
}

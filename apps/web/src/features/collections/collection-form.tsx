'use client';
/** @file What is said of a collection: for a new one, and for one that is there. */
import { maximumStatementLength, maximumTitleLength } from '@galatea/render';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type CollectionAddPolicy,
	type CollectionHeadFragment,
	type CollectionOrder,
	type CommentPolicy,
	CreateCollectionDocument,
	UpdateCollectionDocument,
	type Visibility,
} from '../../graphql/generated/graphql.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { CommentPolicyField } from '../comments/comment-policy-field.tsx';
import { collectionAddress } from './collection-address.ts';
import { useCollectionChange } from './use-collection-change.ts';

const visibilities = ['PUBLIC', 'UNLISTED', 'FOLLOWERS', 'MEMBERS', 'PRIVATE'] as const satisfies readonly Visibility[];
const orders = ['MANUAL', 'NEWEST', 'MOST_LIKED', 'RANDOM'] as const satisfies readonly CollectionOrder[];
const addPolicies = ['EDITORS', 'CONTRIBUTORS', 'REVIEW', 'MEMBERS'] as const satisfies readonly CollectionAddPolicy[];

/** `collection` is what it says now; left out for a new one. */
export function CollectionForm({ collection }: { readonly collection?: CollectionHeadFragment }) {
	const t = useTranslations('Collections');
	const names = useTranslations('Visibility');
	const id = useId();
	const router = useRouter();
	const { change, pending, problem } = useCollectionChange();
	const [title, setTitle] = useState(collection?.title ?? '');
	const [slug, setSlug] = useState(collection?.slug ?? '');
	const [statement, setStatement] = useState(collection?.statement ?? '');
	const [visibility, setVisibility] = useState<Visibility>(collection?.visibility ?? 'PUBLIC');
	const [order, setOrder] = useState<CollectionOrder>(collection?.order ?? 'MANUAL');
	const [addPolicy, setAddPolicy] = useState<CollectionAddPolicy>(collection?.addPolicy ?? 'CONTRIBUTORS');
	const [commentPolicy, setCommentPolicy] = useState<CommentPolicy>(collection?.commentPolicy ?? 'EVERYONE');
	// Editors change the words and the order; who may see it and add to it is the owner's to say.
	const owns = collection === undefined || collection.viewerRole === 'OWNER';

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		const words = { title, statement, order };
		const answer = await change(async () =>
			collection === undefined
				? (await browserRequest(CreateCollectionDocument, { input: { ...words, visibility, addPolicy } }))
						.createCollection
				: (
						await browserRequest(UpdateCollectionDocument, {
							input: { id: collection.id, ...words, ...(owns && { slug, visibility, addPolicy, commentPolicy }) },
						})
					).updateCollection,
		);
		if (answer?.__typename !== 'CollectionSuccess') return;
		router.push(collectionAddress(answer.collection));
		router.refresh();
	}
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="max-w-prose space-y-6" noValidate>
			<div>
				<label htmlFor={`${id}-title`} className="mb-1.5 block font-medium">
					{t('title')}
				</label>
				<input
					id={`${id}-title`}
					className="field"
					required
					dir="auto"
					maxLength={maximumTitleLength}
					value={title}
					aria-invalid={problem === 'INVALID_INPUT' && title.trim() === ''}
					onChange={(event) => setTitle(event.target.value)}
				/>
			</div>
			<div>
				<label htmlFor={`${id}-statement`} className="mb-1.5 block font-medium">
					{t('statement')}
				</label>
				<textarea
					id={`${id}-statement`}
					className="field"
					rows={4}
					dir="auto"
					maxLength={maximumStatementLength}
					value={statement}
					aria-describedby={`${id}-statement-hint`}
					onChange={(event) => setStatement(event.target.value)}
				/>
				<p id={`${id}-statement-hint`} className="mt-1 text-sm text-soft">
					{t('statementHint')}
				</p>
			</div>
			<SelectField
				label={t('order')}
				choices={orders}
				value={order}
				nameOf={(choice) => t(`orders.${choice}`)}
				onChange={setOrder}
			/>
			{owns && (
				<>
					<SelectField
						label={t('visibility')}
						choices={visibilities}
						value={visibility}
						nameOf={(choice) => names(`names.${choice}`)}
						onChange={setVisibility}
					/>
					<SelectField
						label={t('addPolicy')}
						choices={addPolicies}
						value={addPolicy}
						nameOf={(choice) => t(`addPolicies.${choice}`)}
						onChange={setAddPolicy}
					/>
				</>
			)}
			{owns && collection !== undefined && (
				<>
					<CommentPolicyField value={commentPolicy} onChange={setCommentPolicy} />
					<div>
						<label htmlFor={`${id}-slug`} className="mb-1.5 block font-medium">
							{t('slug')}
						</label>
						<input
							id={`${id}-slug`}
							className="field"
							value={slug}
							aria-describedby={`${id}-slug-hint`}
							aria-invalid={problem === 'SLUG_TAKEN'}
							onChange={(event) => setSlug(event.target.value)}
						/>
						<p id={`${id}-slug-hint`} className="mt-1 text-sm text-soft">
							{t('slugHint')}
						</p>
					</div>
				</>
			)}
			{problem && (
				<p role="alert" className="text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={pending}>
				{t(collection === undefined ? 'create' : 'save')}
			</button>
		</form>
	);
}

'use client';
/** @file What a member says of themselves, and what their pictures begin with. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type CollectPolicy,
	type ContentLevel,
	type Licence,
	UpdateProfileDocument,
	type Visibility,
} from '../../graphql/generated/graphql.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { LevelField } from '../levels/level-field.tsx';
import { LicenceField, VisibilityField } from './choice-fields.tsx';
import { LabelledField } from './labelled-field.tsx';
import { type Problem, problemOf } from './problem.ts';

interface ProfileFormProps {
	readonly profile: {
		readonly displayName: string;
		readonly bio: string;
		readonly links: readonly string[];
		readonly visibility: Visibility;
		readonly licence: Licence | null;
		readonly shownLevel: ContentLevel;
		readonly collectPolicy: CollectPolicy;
		readonly namedAsWatcher: boolean;
	};
}

const collectPolicies = ['EVERYONE', 'FOLLOWERS', 'NOBODY'] as const satisfies readonly CollectPolicy[];

type Part = 'displayName' | 'bio' | 'links';
const parts: readonly Part[] = ['displayName', 'bio', 'links'];

export function ProfileForm({ profile }: ProfileFormProps) {
	const t = useTranslations('Account');
	const collections = useTranslations('Collections');
	const id = useId();
	const [visibility, setVisibility] = useState(profile.visibility);
	const [licence, setLicence] = useState(profile.licence);
	const [shownLevel, setShownLevel] = useState(profile.shownLevel);
	const [collectPolicy, setCollectPolicy] = useState(profile.collectPolicy);
	const [wrong, setWrong] = useState<readonly Part[]>([]);
	const [state, setState] = useState<'pending' | 'done' | Problem | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		const data = new FormData(event.currentTarget);
		const value = (name: Part) => String(data.get(name) ?? '');
		setState('pending');
		setWrong([]);
		try {
			const links = value('links')
				.split(/\s+/)
				.filter((link) => link !== '');
			const { updateProfile } = await browserRequest(UpdateProfileDocument, {
				input: {
					displayName: value('displayName'),
					bio: value('bio'),
					links,
					defaultVisibility: visibility,
					defaultLicence: licence,
					shownContentLevel: shownLevel,
					collectPolicy,
					namedAsWatcher: data.has('namedAsWatcher'),
				},
			});
			if (updateProfile.__typename === 'UpdateProfileSuccess') return setState('done');
			if (updateProfile.__typename === 'InvalidInput')
				setWrong(parts.filter((part) => updateProfile.issues.some((issue) => issue.path.split('.')[0] === part)));
			setState(problemOf(updateProfile.code));
		} catch {
			setState('OTHER');
		}
	}
	const rule = (part: Part) => (wrong.includes(part) ? t(`rules.${part}`) : undefined);
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-5" noValidate>
			<LabelledField
				id={`${id}-name`}
				name="displayName"
				label={t('displayName')}
				defaultValue={profile.displayName}
				problem={rule('displayName')}
				autoComplete="nickname"
				maxLength={60}
			/>
			<TextArea id={`${id}-bio`} name="bio" label={t('bio')} value={profile.bio} rows={4} problem={rule('bio')} />
			<TextArea
				id={`${id}-links`}
				name="links"
				label={t('links')}
				hint={t('linksHint')}
				value={profile.links.join('\n')}
				rows={3}
				problem={rule('links')}
			/>
			<VisibilityField label={t('defaultVisibility')} value={visibility} onChange={setVisibility} />
			<LicenceField label={t('defaultLicence')} value={licence} onChange={setLicence} />
			<LevelField
				label={t('shownLevel')}
				means={t(`shownLevels.${shownLevel}`)}
				value={shownLevel}
				onChange={setShownLevel}
			/>
			<SelectField
				label={collections('collectPolicy')}
				choices={collectPolicies}
				value={collectPolicy}
				nameOf={(choice) => collections(`collectPolicies.${choice}`)}
				onChange={setCollectPolicy}
			/>
			<label id="named-as-watcher" className="flex min-h-11 scroll-mt-8 items-center gap-3 font-medium">
				<input
					type="checkbox"
					name="namedAsWatcher"
					className="size-5 shrink-0 accent-ink"
					defaultChecked={profile.namedAsWatcher}
				/>
				{t('namedAsWatcher')}
			</label>
			{state !== null && state !== 'pending' && state !== 'done' && (
				<p role="alert" className="text-dot">
					{t(`problems.${state}`)}
				</p>
			)}
			<button type="submit" className="button-main" disabled={state === 'pending'}>
				{state === 'pending' ? t('pending') : t('save')}
			</button>
			<p role="status">{state === 'done' && t('saved')}</p>
		</form>
	);
}

interface TextAreaProps {
	readonly id: string;
	readonly name: Part;
	readonly label: string;
	readonly hint?: string;
	readonly value: string;
	readonly rows: number;
	readonly problem: string | undefined;
}

function TextArea({ id, name, label, hint, value, rows, problem }: TextAreaProps) {
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{label}
			</label>
			<textarea
				id={id}
				name={name}
				rows={rows}
				defaultValue={value}
				className="field"
				aria-invalid={problem !== undefined}
				aria-describedby={hint || problem ? `${id}-note` : undefined}
			/>
			{(hint || problem) && (
				<p
					id={`${id}-note`}
					role={problem ? 'alert' : undefined}
					className={`mt-1 text-sm ${problem ? 'text-dot' : 'text-soft'}`}
				>
					{problem ?? hint}
				</p>
			)}
		</div>
	);
}

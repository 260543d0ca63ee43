'use client';
/** @file What the gallery says of itself, and who may sign up. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type GallerySettingsPartsFragment,
	type SignUpMode,
	UpdateGalleryDocument,
} from '../../graphql/generated/graphql.ts';
import { LabelledField } from '../account/labelled-field.tsx';

const modes: readonly SignUpMode[] = ['OPEN', 'INVITED', 'CLOSED'];
const texts = ['name', 'announcement', 'about', 'rules'] as const;
type Text = (typeof texts)[number];

export function SettingsForm({ gallery }: { readonly gallery: GallerySettingsPartsFragment }) {
	const t = useTranslations('Admin.settings');
	const router = useRouter();
	const id = useId();
	const [wrong, setWrong] = useState<readonly Text[]>([]);
	const [state, setState] = useState<'pending' | 'done' | 'failed' | null>(null);

	async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
		event.preventDefault();
		if (state === 'pending') return;
		const form = event.currentTarget;
		const data = new FormData(form);
		const written = (name: Text) => String(data.get(name) ?? '').trim();
		setState('pending');
		setWrong([]);
		try {
			const input = {
				...{ name: written('name'), announcement: written('announcement') },
				...{ about: written('about'), rules: written('rules') },
				signUp: modes.find((mode) => mode === data.get('signUp')) ?? gallery.signUp,
			};
			const { updateGallery: answer } = await browserRequest(UpdateGalleryDocument, { input });
			if (answer.__typename === 'UpdateGallerySuccess') {
				setState('done');
				return router.refresh();
			}
			const issues = answer.__typename === 'InvalidInput' ? answer.issues : [];
			const found = texts.filter((name) => issues.some(({ path }) => path === name));
			setWrong(found);
			setState(found.length > 0 ? null : 'failed');
			const element = found[0] && form.elements.namedItem(found[0]);
			if (element instanceof HTMLElement) element.focus();
		} catch {
			setState('failed');
		}
	}
	const problem = (name: Text) => (wrong.includes(name) ? t(`wrong.${name}`) : undefined);
	return (
		<form onSubmit={(event) => void submit(event)} method="post" className="space-y-6" noValidate>
			<LabelledField
				id={`${id}-name`}
				name="name"
				label={t('name')}
				hint={t('nameHint')}
				problem={problem('name')}
				defaultValue={gallery.name ?? ''}
				maxLength={40}
				dir="auto"
				autoComplete="off"
			/>
			<LabelledField
				id={`${id}-announcement`}
				name="announcement"
				label={t('announcement')}
				hint={t('announcementHint')}
				problem={problem('announcement')}
				defaultValue={gallery.announcement ?? ''}
				maxLength={300}
				dir="auto"
				autoComplete="off"
			/>
			<Lines id={`${id}-about`} name="about" written={gallery.about} problem={problem('about')} />
			<Lines id={`${id}-rules`} name="rules" written={gallery.rules} problem={problem('rules')} />
			<fieldset>
				<legend className="mb-1.5 font-medium">{t('signUp')}</legend>
				{modes.map((mode) => (
					<label key={mode} className="flex min-h-11 items-start gap-3 py-2">
						<input
							type="radio"
							name="signUp"
							value={mode}
							defaultChecked={mode === gallery.signUp}
							className="mt-0.5 size-5 shrink-0 accent-dot"
						/>
						<span>
							{t(`modes.${mode}`)}
							<span className="block text-sm text-soft">{t(`modeHints.${mode}`)}</span>
						</span>
					</label>
				))}
			</fieldset>
			{state === 'failed' && (
				<p role="alert" className="text-dot">
					{t('failed')}
				</p>
			)}
			<div className="flex flex-wrap items-center gap-4">
				<button type="submit" className="button-main" disabled={state === 'pending'}>
					{t('save')}
				</button>
				<p role="status">{state === 'done' && t('saved')}</p>
			</div>
		</form>
	);
}

interface LinesProps {
	readonly id: string;
	readonly name: 'about' | 'rules';
	readonly written: string | null;
	readonly problem: string | undefined;
}

function Lines({ id, name, written, problem }: LinesProps) {
	const t = useTranslations('Admin.settings');
	return (
		<div>
			<label htmlFor={id} className="mb-1.5 block font-medium">
				{t(name)}
			</label>
			<textarea
				id={id}
				name={name}
				rows={5}
				dir="auto"
				maxLength={4_000}
				defaultValue={written ?? ''}
				className="field"
				aria-invalid={problem !== undefined}
				aria-describedby={problem === undefined ? `${id}-hint` : `${id}-hint ${id}-problem`}
			/>
			<p id={`${id}-hint`} className="mt-1 text-sm text-soft">
				{t(`${name}Hint`)}
			</p>
			{problem !== undefined && (
				<p id={`${id}-problem`} role="alert" className="mt-1 text-dot">
					{problem}
				</p>
			)}
		</div>
	);
}

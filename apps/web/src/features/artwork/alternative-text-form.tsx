'use client';
/** @file What a published picture shows, for its person to say. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { AlternativeTextField } from './alternative-text-field.tsx';

interface AlternativeTextFormProps {
	/** Null where nothing was said yet. */
	readonly text: string | null;
	/** What stands for it then. */
	readonly proposed: string;
	/** Null for what was proposed. */
	readonly onSave: (text: string | null) => void;
}

/** Begins with what is shown now. */
export function AlternativeTextForm({ text, proposed, onSave }: AlternativeTextFormProps) {
	const t = useTranslations('AlternativeText');
	const [value, setValue] = useState(text ?? proposed);
	return (
		<form
			className="space-y-3"
			onSubmit={(event) => {
				event.preventDefault();
				const said = value.trim();
				onSave(said === '' || said === proposed ? null : said);
				if (said === '') setValue(proposed);
			}}
		>
			<AlternativeTextField value={value} onChange={setValue} />
			<button type="submit" className="button-quiet">
				{t('save')}
			</button>
		</form>
	);
}

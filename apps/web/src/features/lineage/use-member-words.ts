/** @file A member of a recipe in words: what it is called, and what its values mean. */
import { enumName } from '@galatea/render';
import { useFormatter, useTranslations } from 'next-intl';
import { settingAt } from '../compose/settings.ts';
import { memberName } from './member-name.ts';

type Create = ReturnType<typeof useTranslations<'Create'>>;

interface MemberWords {
	/** Null for a member that nobody has named. */
	readonly name: string | null;
	/** A value of it; null and what is missing are nothing. */
	value(member: unknown): string;
}

const augmentationMember = /^cutouts\.settings\.(\w+)\.(\w+)$/;

/** Names are those of the comparison or else of the form, where the same value is chosen. */
export function useMemberWords(path: string): MemberWords {
	const t = useTranslations('Lineage');
	const create = useTranslations('Create');
	const augmentations = useTranslations('Recipe.augmentationNames');
	const format = useFormatter();
	const setting = settingAt(path);

	function nameOf(): string | null {
		const known = memberName(path);
		if (known) return t(`names.${known}`);
		if (setting) return create(`settings.${setting}.label`);
		const [, augmentation, member] = augmentationMember.exec(path) ?? [];
		if (augmentation === undefined || member === undefined) return null;
		return `${augmentationOf(augmentation)}: ${create(`augmentations.members.${member}` as Parameters<Create>[0])}`;
	}
	/** A word of the recipe's own, where people know another for it. */
	function wordOf(word: string): string {
		if (/^[0-9a-f]{64}$/.test(word)) return word.slice(0, 12);
		const key =
			path === 'initial.kind' && word !== 'fork'
				? `beginnings.${word}`
				: path.startsWith('pack.') || path === 'seed'
					? null
					: `choices.${word}`;
		return key !== null && create.has(key as Parameters<Create>[0]) ? create(key as Parameters<Create>[0]) : word;
	}
	function value(member: unknown): string {
		if (member === null || member === undefined) return t('nothing');
		if (typeof member === 'number') return format.number(member, { maximumSignificantDigits: 6 });
		if (typeof member === 'boolean') return create(`choices.${member ? 'yes' : 'no'}`);
		if (typeof member === 'string') return path === 'initial.kind' && member === 'fork' ? t('aFork') : wordOf(member);
		if (!Array.isArray(member)) return JSON.stringify(member);
		if (member.length === 0) return t('nothing');
		return format.list(member.map((each) => (path === 'cutouts.augmentations' ? augmentationOf(each) : value(each))));
	}
	function augmentationOf(augmentation: unknown): string {
		const key = enumName(String(augmentation)) as Parameters<typeof augmentations>[0];
		return augmentations.has(key) ? augmentations(key) : String(augmentation);
	}
	return { name: nameOf(), value };
}

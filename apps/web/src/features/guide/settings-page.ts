/**
 * @file The page of the guide that lists every setting, made from the table of a recipe's fields and from the words of the form.
 * It is committed beside the pages that people write: `npm run guide -w apps/web` writes it, and a test compares.
 */
import { type FieldPath, fieldGroups, isInEveryRecipe, optionOf, type RecipeField } from '@galatea/render';
import { createTranslator } from 'next-intl';
import type { Locale } from '../../i18n/locale.ts';
import type messagesOfEnglish from '../../i18n/messages/en.json';
import { pageOfGroup, printValue, type SettingName, settings, settingsIn } from '../compose/settings.ts';

type Messages = typeof messagesOfEnglish;

/** The page in Markdown, in the language of `messages`. */
export function printSettingsPage(locale: Locale, messages: Messages): string {
	const t = createTranslator({ locale, messages, namespace: 'Guide.settings' });
	const form = createTranslator({ locale, messages, namespace: 'Create' });
	const number = (value: number): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);

	function choiceText(name: string): string {
		const key = `choices.${name}` as Parameters<typeof form>[0];
		return form.has(key) ? `\`${name}\` (${form(key)})` : `\`${name}\``;
	}
	function valuesOf(field: RecipeField): string {
		switch (field.kind) {
			case 'number':
			case 'whole': {
				const bounds = { from: number(field.from), to: number(field.to) };
				if (field.open) return t('above', bounds);
				return t(field.notZero ? 'notZero' : field.kind === 'whole' ? 'whole' : 'range', bounds);
			}
			case 'numbers':
				return t('numbers', { most: number(field.most), from: number(field.from), to: number(field.to) });
			case 'colours':
				return t('colours', { most: number(field.most), example: '`#ff8800`' });
			case 'choice':
			case 'choices':
				return field.choices.map(choiceText).join(', ');
			case 'switch':
				return t('switch');
			case 'seed':
			case 'sha256':
				return '';
		}
	}
	function usualOf(path: FieldPath | null, { usual, absent = usual }: RecipeField): string {
		if (typeof absent === 'number') return number(absent);
		if (absent !== undefined) return choiceText(printValue(absent) ?? '');
		return path !== null && isInEveryRecipe(path) ? t('packSays') : t('nothing');
	}
	function row(name: SettingName): string {
		const { path, ...field } = settings[name];
		const cells = [
			`**${form(`settings.${name}.label`)}.** ${form(`settings.${name}.hint`)}`,
			path === null ? '' : `\`${path}\``,
			`\`${commandOf(path, field)}\``,
			valuesOf(field),
			usualOf(path, field),
		];
		return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	}
	const head = (['setting', 'path', 'option', 'values', 'usual'] as const).map((name) => t(name));
	const sections = fieldGroups.map((group) =>
		[
			`## [${form(`groups.${group}.title`)}](${pageOfGroup[group]}.md)`,
			'',
			`| ${head.join(' | ')} |`,
			`| ${head.map(() => '---').join(' | ')} |`,
			...settingsIn(group).map(row),
		].join('\n'),
	);
	return `# ${t('title')}\n\n${t('intro')}\n\n${sections.join('\n\n')}\n`;
}

/** How the command line says a field: by its own option, or as a member of the option of its part. */
function commandOf(path: FieldPath | null, field: RecipeField): string {
	const option = optionOf(field);
	if (option !== null) return `--${option}`;
	const [part = '', ...names] = (path ?? '').split('.');
	const member = names.at(-1) ?? '';
	if (part === 'losses') return member === 'weight' ? `--loss ${names[0]}=…` : `--loss ${names[0]}=…,${member}=…`;
	if (part === 'motion') return `--motion ${member}=…`;
	return member === 'kind' ? '--rate-schedule …' : `--rate-schedule …,${member}=…`;
}

'use client';
/** @file One setting of the form, written as its kind is. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NumberField } from './number-field.tsx';
import { SelectField } from './select-field.tsx';
import { type SettingName, settings } from './settings.ts';

interface SettingFieldProps {
	readonly name: SettingName;
	/** Empty for as usual. */
	readonly value: string;
	/** What is usual; null where that is nothing. */
	readonly usual: string | null;
	readonly onChange: (text: string) => void;
	readonly problem: ReactNode;
}

/** With a line that says what it does to the picture. */
export function SettingField({ name, value, usual, onChange, problem }: SettingFieldProps) {
	const t = useTranslations('Create');
	const setting = settings[name];
	const common = { label: t(`settings.${name}.label`), hint: t(`settings.${name}.hint`), value, onChange, problem };
	if (setting.kind === 'number' || setting.kind === 'whole')
		return <NumberField {...common} decimal placeholder={usual === null ? t('none') : t('usually', { usual })} />;
	if (setting.kind === 'numbers' || setting.kind === 'colours')
		return <NumberField {...common} text placeholder={t(`examples.${setting.kind}`)} />;
	const names = setting.kind === 'switch' ? ['yes', 'no'] : 'choices' in setting ? setting.choices : [];
	// What is usual is already the first choice.
	const others = names.filter((choice) => choice !== usual).map((choice) => [choice, textOf(choice)] as const);
	function textOf(choice: string): string {
		return t(`choices.${choice as ChoiceName}`);
	}
	const first = usual === null ? t('none') : t('asUsual', { usual: textOf(usual) });
	return <SelectField {...common} value={value === usual ? '' : value} choices={[['', first], ...others]} />;
}

/** Every name that a choice of the table has. */
type ChoiceName = Parameters<ReturnType<typeof useTranslations<'Create.choices'>>>[0];

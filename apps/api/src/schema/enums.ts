/** @file The words for roles, visibility and licences, as the store has them. */
import { licences, roles, visibilities } from '@galatea/store';
import { builder } from './builder.ts';

export const RoleType = builder.enumType('Role', { values: roles });

export const VisibilityType = builder.enumType('Visibility', {
	description: `Who may see a picture, its render and its files besides its person: everybody; everybody who has the address;
who follows its person; who has signed up; nobody.`,
	values: visibilities,
});

export const LicenceType = builder.enumType('Licence', {
	description: 'What others may do with a picture: Creative Commons 4.0, the CC0 dedication, or nothing.',
	values: licences,
});

/** @file A wall of a test's own, of as many pictures as it takes: copies of one that was really rendered. */
import { copyArtwork } from '@galatea/testing';
import type { APIRequestContext } from '@playwright/test';
import { seedArtwork, uniqueWord } from './seed.ts';
import { test } from './test.ts';

/**
 * Hangs so many pictures of a browser's person, which they alone see. Resolves with the path of the search that finds them and
 * no others. Skips the test where nobody says where the gallery's database is.
 */
export async function seedWall(request: APIRequestContext, pictures: number): Promise<string> {
	const databaseUrl = process.env['GALATEA_E2E_DATABASE_URL'] ?? '';
	test.skip(!databaseUrl, 'GALATEA_E2E_DATABASE_URL does not name the database of the gallery; npm test does');
	const word = `wall${uniqueWord()}`;
	const { id } = await seedArtwork(request, { steps: 2, title: `A ${word}`, visibility: 'PRIVATE' });
	await copyArtwork(databaseUrl, id, pictures - 1);
	return `/search?q=${word}`;
}

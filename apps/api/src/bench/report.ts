/** @file The table of `npm run bench -- gallery`, and the place of a table in docs/benchmarks.md. */

import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { growthOf, type MeasuredWrites, maximumGrowth } from './growth.ts';
import type { Measured } from './measure.ts';

/** What was measured where. */
export interface GalleryReport {
	readonly artworks: number;
	readonly members: number;
	/** Pictures that can be found by meaning. */
	readonly meanings: number;
	/** The version of pgvector that searches by meaning; null where the API does, in memory. */
	readonly pgvector: string | null;
	/** Megabytes of the database, and of the API's process with the meanings in memory. */
	readonly databaseMegabytes: number;
	readonly apiMegabytes: number;
	readonly filledInSeconds: number;
	readonly reads: readonly Measured[];
	/** Of galleries of several sizes, the smallest first. */
	readonly writes: readonly MeasuredWrites[];
	/** What else ought to be known, such as that the machine was busy. */
	readonly note: string | null;
}

/** As Markdown. */
export function printReport(report: GalleryReport): string {
	const processors = cpus();
	const many = (value: number): string => value.toLocaleString('en');
	const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
	const rows = report.reads.map(
		({ name, statements, p50Ms, p95Ms, maximumMs, targetMs }) =>
			`| ${name} | ${statements} | ${ms(p50Ms)} | ${ms(p95Ms)} | ${ms(maximumMs)} | ${targetMs} | ${p95Ms <= targetMs ? 'yes' : '**no**'} |`,
	);
	const writes = report.writes.flatMap(({ artworks, measured }) =>
		measured.map(
			({ name, statements, p50Ms, p95Ms, maximumMs }) =>
				`| ${name} | ${many(artworks)} | ${statements} | ${ms(p50Ms)} | ${ms(p95Ms)} | ${ms(maximumMs)} |`,
		),
	);
	const growth = growthOf(report.writes).map(
		({ name, times, moreStatements, isMet }) =>
			`| ${name} | ${times.toFixed(1)} | ${moreStatements} | ${isMet ? 'yes' : '**no**'} |`,
	);
	return [
		`${many(report.artworks)} artworks of ${many(report.members)} members, generated in ${Math.round(report.filledInSeconds / 60)} minutes;`,
		`${many(Math.round(report.databaseMegabytes))} MB of database. ${many(report.meanings)} of the pictures can be found by meaning,`,
		`${report.pgvector === null ? 'in memory' : `by pgvector ${report.pgvector}`}; the API holds ${many(Math.round(report.apiMegabytes))} MB. ${processors.length} cores of ${processors[0]?.model ?? 'an unknown processor'}, on which database, API and the`,
		`asking run, one request after the other, ${report.reads[0]?.requests ?? 0} of each kind. Milliseconds from the request to the last byte of the`,
		`answer, as the web app's server meets them; statements are the most for one request.${report.note ? ` ${report.note}` : ''}`,
		'',
		'| Request | SQL statements | p50 | p95 | slowest | target for p95 | met |',
		'| --- | ---: | ---: | ---: | ---: | ---: | --- |',
		...rows,
		'',
		'Writing, as the gallery grows:',
		'',
		'| Request | artworks | SQL statements | p50 | p95 | slowest |',
		'| --- | ---: | ---: | ---: | ---: | ---: |',
		...writes,
		'',
		`The largest gallery against the smallest: the median may take ${maximumGrowth} times as long, with no statement more.`,
		'',
		'| Request | p50, times | more SQL statements | met |',
		'| --- | ---: | ---: | --- |',
		...growth,
	].join('\n');
}

/** Puts the text into its place in the file, between marks of that name, and makes that place where it is not there. */
export async function writeSection(
	file: string,
	text: string,
	{ name, heading }: { readonly name: string; readonly heading: string },
): Promise<void> {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const before = await readFile(file, 'utf8');
	const section = `${begin}\n\n${text}\n\n${end}`;
	const [first, last] = [before.indexOf(begin), before.indexOf(end, before.indexOf(begin))];
	const command = `\`\`\`sh\nnpm run bench -- ${name} --write\n\`\`\``;
	const after =
		first < 0 || last < 0
			? `${before.trimEnd()}\n\n${heading}\n\n${command}\n\n${section}\n`
			: before.slice(0, first) + section + before.slice(last + end.length);
	await writeFile(file, after);
}

/** @file Refusing what somebody wrote, with everything that is wrong with it. */
import { type InputIssue, RenderError } from '@galatea/render';

/** Throws `INVALID_INPUT` with everything that is wrong; does nothing when nothing is. */
export function refuseIssues(issues: readonly InputIssue[]): void {
	const [first] = issues;
	if (first) throw new RenderError('INVALID_INPUT', `${first.path} ${first.message}`, { issues });
}

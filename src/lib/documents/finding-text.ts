import type { IssueBlocker } from '../worker-api.ts';
import type { CheckMessage } from './issue-check/finding.ts';
import { t } from './words.ts';

/** What a finding says to a person. */
export function findingText(finding: IssueBlocker): string {
	return t(finding.message as CheckMessage, finding.args);
}

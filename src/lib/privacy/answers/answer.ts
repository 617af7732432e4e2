/**
 * The published privacy policies of five invoicing services, point by point, and what is so here instead. A quotation is a policy's own words as
 * they stood on the day they were read, November 2026, cut at “…” and nowhere else; an answer states no more of it than it says.
 */
import type { Claim, Service } from '../claims.ts';

export interface Point {
	quote: string;
	answer: string;
	/** The claims that prove the answer; none where it is about the project and not the program. */
	claims: readonly Claim['id'][];
}

export interface PolicyAnswer {
	service: Service;
	/** The date the policy bears. */
	dated: string;
	points: readonly Point[];
}

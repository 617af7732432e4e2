/**
 * Who may number a segment of a series: asked for every issue at its place in the log, equal on every device.
 *
 * Only a device that held the segment may. One that gave it up may not any more: it said itself where it ended, its waiting issues went before
 * that, and whoever leased the series since goes on from there.
 *
 * One that was passed by may for ever. What it issued before it heard of the takeover is in its hands and with its clients, and the entry that
 * brings it is made late, behind the takeover and with it in sight: neither its place in the log nor what it has seen by then says when the number
 * was given. Nothing is lost by believing it: in the next segment its numbers meet nobody's, and each must name the issue before it and follow on
 * it, so it can add no number but the next of its own. An honest device that has read the takeover issues there no more. Where the segment itself
 * went on, by a declaration that turns out false, the strands of the ledger decide number by number.
 */
import type { Tenure } from '../workspace/registry.ts';

/** @param by device that signed the issue, as hex */
export function mayNumber(tenures: readonly Tenure[], by: string, segment: number): boolean {
	const own = tenures.findLast((tenure) => tenure.holder === by && tenure.segment === segment);
	return own !== undefined && own.ended !== 'released';
}

/** Events as a file that any program reads: see exchange/json/README.md and its schema. One event a line. */
import type { ActivityQuery } from './api.ts';
import type { Gathered } from './gather.ts';
import { instantOf } from './when.ts';
import type { People } from './who.ts';

const FORMAT = 'waxbill-activity';
const VERSION = 1;

/** @param exported calendar date */
export function jsonHead(exported: string, { from, to, kinds, devices }: ActivityQuery, { all }: People): string {
	const shown = {
		...(from !== undefined && { from: instantOf(from) }),
		...(to !== undefined && { to: instantOf(to) }),
		...(kinds && { kinds }),
		...(devices && { devices })
	};
	const members = all.map(({ member, name, devices: own }) => ({
		id: member,
		name,
		devices: own.map(({ id, name: device, isRecovery }) => ({ id, name: device, kind: isRecovery ? 'recovery' : 'device' }))
	}));
	const head = { format: FORMAT, version: VERSION, exported, shown, members };
	return `${JSON.stringify(head).slice(0, -1)},\n"events":[`;
}

export function jsonEvent({ event, details }: Gathered): string {
	const { first, last, standing, by, at, since, before, kind, act, saves, record, refused } = event;
	return JSON.stringify({
		entry: first,
		...(last !== first && { to: last }),
		standing,
		by,
		...(since !== undefined && since !== at && { since: instantOf(since) }),
		...(at !== undefined && { at: instantOf(at) }),
		...(before !== undefined && { before: instantOf(before) }),
		kind,
		act: details ? { what: details.act } : act,
		...(saves > 1 && { saves }),
		...(record && { record: { id: record.id, type: record.type, title: record.title, ...(record.gone && { gone: record.gone }) } }),
		...(refused && { refused }),
		...(details && { differences: details.differences })
	});
}

export const JSON_END = '\n]}\n';

/** All record types the worker knows. */
import { BUSINESS_TYPE } from '../business/records.ts';
import { ITEM_TYPE } from '../catalog/records.ts';
import { hash16 } from '../crypto/derive.ts';
import { DEVICE_TYPE } from '../devices/records.ts';
import { DRAFT_TYPE, FACT_TYPE, ISSUED_TYPE, SERIES_TYPE } from '../documents/records.ts';
import { SERIES_EVENT_TYPE } from '../documents/series-events.ts';
import { PARTY_TYPE } from '../parties/records.ts';
import { PAYMENT_TYPE } from '../payments/records.ts';
import { MEMBER_TYPE } from '../team/records.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { FILE_TYPE } from '../workspace/file-type.ts';
import { registry } from '../workspace/registry.ts';

export const REGISTRY = registry(
	BUSINESS_TYPE,
	PARTY_TYPE,
	ITEM_TYPE,
	SERIES_TYPE,
	SERIES_EVENT_TYPE,
	DRAFT_TYPE,
	ISSUED_TYPE,
	PAYMENT_TYPE,
	FACT_TYPE,
	FILE_TYPE,
	DEVICE_TYPE,
	MEMBER_TYPE
);

/** A workspace has one business, found without a search. */
export function businessId(workspaceId: string): string {
	return toHex(hash16('wb1/business', fromHex(workspaceId)));
}

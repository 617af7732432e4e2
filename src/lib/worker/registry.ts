/** All record types the worker knows. */
import { BANK_EVENT_TYPE, BANK_LINE_TYPE, BANK_STATEMENT_TYPE } from '../bank/records.ts';
import { BUSINESS_TYPE } from '../business/records.ts';
import { ITEM_TYPE } from '../catalog/records.ts';
import { COMMENT_EVENT_TYPE, COMMENT_TYPE } from '../comments/records.ts';
import { hash16 } from '../crypto/derive.ts';
import { DEVICE_TYPE } from '../devices/records.ts';
import { APPROVAL_RULE_TYPE, APPROVAL_TYPE } from '../documents/approval/records.ts';
import { ELSEWHERE_TYPE } from '../documents/elsewhere-records.ts';
import { DRAFT_TYPE, FACT_TYPE, ISSUED_TYPE, SERIES_TYPE } from '../documents/records.ts';
import { SERIES_EVENT_TYPE } from '../documents/series-events.ts';
import { BOOKED_TYPE, EXPENSE_EVENT_TYPE, EXPENSE_PROFILE_TYPE, EXPENSE_TYPE } from '../expenses/records.ts';
import { PARTY_EVENT_TYPE } from '../parties/party-events.ts';
import { PARTY_TYPE } from '../parties/records.ts';
import { PAYMENT_TYPE } from '../payments/records.ts';
import { ISSUER_TYPE, ISSUE_SIGNATURE_TYPE } from '../proof/issuer/records.ts';
import { INVOICE_PROFILE_TYPE } from '../recurring/records.ts';
import { RATES_TYPE } from '../rates/records.ts';
import { SYSTEM_EVENT_TYPE } from '../spain/events/records.ts';
import { PERIOD_SHARE_TYPE } from '../sharing/period-share.ts';
import { CLIENT_LINK_EVENT_TYPE, CLIENT_LINK_TYPE } from '../sharing/records.ts';
import { MEMBER_TYPE } from '../team/records.ts';
import { PROJECT_TYPE, TASK_TYPE, TIME_ENTRY_TYPE } from '../time/records.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import { FILE_TYPE } from '../workspace/file-type.ts';
import { registry } from '../workspace/registry.ts';

export const REGISTRY = registry(
	BUSINESS_TYPE,
	PARTY_TYPE,
	PARTY_EVENT_TYPE,
	EXPENSE_TYPE,
	BOOKED_TYPE,
	EXPENSE_EVENT_TYPE,
	EXPENSE_PROFILE_TYPE,
	ITEM_TYPE,
	SERIES_TYPE,
	SERIES_EVENT_TYPE,
	DRAFT_TYPE,
	ISSUED_TYPE,
	ELSEWHERE_TYPE,
	INVOICE_PROFILE_TYPE,
	PROJECT_TYPE,
	TASK_TYPE,
	TIME_ENTRY_TYPE,
	APPROVAL_TYPE,
	APPROVAL_RULE_TYPE,
	PAYMENT_TYPE,
	BANK_STATEMENT_TYPE,
	BANK_LINE_TYPE,
	BANK_EVENT_TYPE,
	FACT_TYPE,
	FILE_TYPE,
	RATES_TYPE,
	SYSTEM_EVENT_TYPE,
	ISSUER_TYPE,
	ISSUE_SIGNATURE_TYPE,
	DEVICE_TYPE,
	MEMBER_TYPE,
	COMMENT_TYPE,
	COMMENT_EVENT_TYPE,
	CLIENT_LINK_TYPE,
	CLIENT_LINK_EVENT_TYPE,
	PERIOD_SHARE_TYPE
);

/** A workspace has one business, found without a search. */
export function businessId(workspaceId: string): string {
	return toHex(hash16('wb1/business', fromHex(workspaceId)));
}
